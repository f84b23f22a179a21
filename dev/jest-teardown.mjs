import { rmSync } from 'node:fs';

/** After all tests: ends what `jest-setup.mjs` started. Nothing of it is kept, so it is not asked politely. */
export default async function teardown() {
  const started = Reflect.get(globalThis, 'testDatabase');
  if (!started) return;
  await started.database.kill();
  rmSync(started.dataDir, { recursive: true, force: true, maxRetries: 5 });
}
