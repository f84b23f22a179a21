import { MongoClient } from 'mongodb';
import type { Lookup } from '../../platform/keys/lookup.js';
import type { StoreSettings } from '../database.js';

/** The audit alone, for a command that only reads: no index is made, no other collection touched. */
export async function openAudit(
  { mongodbUri, mongodbDatabase }: Pick<StoreSettings, 'mongodbUri' | 'mongodbDatabase'>,
  lookup: Lookup,
) {
  const client = await new MongoClient(mongodbUri).connect();
  return { db: client.db(mongodbDatabase), lookup, close: () => client.close() };
}
