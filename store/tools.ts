import type { Db } from 'mongodb';
import type { Lookup } from '../platform/keys/lookup.js';
import type { Sealer } from '../platform/keys/sealing.js';

/** What every collection's file is given: the databases and the means to seal and to look up sealed values. */
export type StoreTools = {
  db: Db;
  /** Data keys live apart from what they seal, so that one backup never holds both. */
  keysDb: Db;
  sealer: Sealer;
  lookup: Lookup;
};
