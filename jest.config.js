/** Jest in ESM mode: TypeScript is stripped by SWC, imports keep their `.js` endings. */
export default {
  runtime: '<rootDir>/dev/jest-runtime.cjs',
  testEnvironment: '<rootDir>/dev/jest-environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  testSequencer: '<rootDir>/dev/jest-sequencer.mjs',
  globalSetup: '<rootDir>/dev/jest-setup.mjs',
  setupFilesAfterEnv: ['<rootDir>/dev/jest-again.mjs'],
  globalTeardown: '<rootDir>/dev/jest-teardown.mjs',
  testMatch: ['<rootDir>/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.cache/', '/.data/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/', '<rootDir>/.data/'],
  // One more than the processors of a small machine: tests that run servers and browsers mostly wait for them.
  maxWorkers: 3,
  // Each file loads the libraries anew, and not all of it is let go again: a fresh process costs less than a full one.
  workerIdleMemoryLimit: '700MB',
  // No test is about how fast the machine is.
  testTimeout: 90_000,
};
