import { rmSync } from 'node:fs';

/** After all tests: ends what `jest-setup.mjs` started. Nothing of it is kept, so it is not asked politely. */
export default async function teardown() {
  const { database, folder } = Reflect.get(globalThis, 'testRun') ?? {};
  await database?.kill();
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
