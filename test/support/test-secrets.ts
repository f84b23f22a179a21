import { makeSecrets, type Secrets } from '../../dev/up/secrets.js';
import { madeOnce } from './made-once.js';

/** The keys of a development installation; every test file of a run has the same ones. */
export function testSecrets(): Promise<Secrets> {
  return madeOnce('secrets', makeSecrets);
}
