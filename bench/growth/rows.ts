import { type Collection, MongoClient } from 'mongodb';
import type { Sealer } from '../../platform/keys/sealing.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { StoreSettings } from '../../store/database.js';
import type { Journey } from '../../store/journey/journey.js';

/** The collections that grow with the number of people, without the store's operations, and without its indexes. */
export interface Rows {
  accounts: Collection<Account>;
  journeys: Collection<Journey>;
  /** How many accounts have their verification. */
  count(): Promise<number>;
  sampleIds(count: number): Promise<string[]>;
  close(): Promise<void>;
}

export async function openRows({ mongodbUri, mongodbDatabase }: StoreSettings): Promise<Rows> {
  const client = await new MongoClient(mongodbUri, { ignoreUndefined: true }).connect();
  const db = client.db(mongodbDatabase);
  const accounts = db.collection<Account>('accounts');
  const journeys = db.collection<Journey>('journeys');
  return {
    accounts,
    journeys,
    count: () => journeys.estimatedDocumentCount(),
    async sampleIds(count) {
      const found = await journeys.find({}, { projection: { _id: 1 } }).toArray();
      const apart = found.length / count;
      return Array.from({ length: count }, (_, place) => found[Math.floor(place * apart)]?._id ?? '');
    },
    close: () => client.close(),
  };
}

/** Adds accounts with a verification in progress each, as the product writes them. What is sealed of an account is the same in all: nobody signs in to it. */
export async function addRows(
  { accounts, journeys }: Rows,
  sealer: Sealer,
  partnerId: string,
  count: number,
): Promise<void> {
  const sealed = sealer.sealJson('sealed@example.org', 'bench');
  const now = new Date();
  const added = Array.from({ length: count }, () => {
    const [account, journey] = [accountRow(randomId(), sealed, now), journeyRow(randomId(), partnerId, now)];
    journey.accountId = account._id;
    journey.reference = sealer.sealJson('patient-4711', `journeys.reference:${journey._id}`);
    return { account, journey };
  });
  await accounts.insertMany(
    added.map(({ account }) => account),
    { ordered: false },
  );
  await journeys.insertMany(
    added.map(({ journey }) => journey),
    { ordered: false },
  );
}

function accountRow(_id: string, sealed: Uint8Array, now: Date): Account {
  return {
    _id,
    registrationId: randomId(),
    emailKey: randomId(),
    email: sealed,
    mobileKey: randomId(),
    mobile: sealed,
    passwordHash: sealed,
    level: 'P0',
    epoch: 0,
    termsVersion: '1',
    language: 'en',
    blocked: false,
    createdAt: now,
  };
}

function journeyRow(_id: string, partnerId: string, now: Date): Journey {
  return {
    _id,
    partnerId,
    wanted: 'P9',
    referenceKey: randomId(),
    nonce: randomId(),
    language: 'en',
    returnAddress: 'https://portal.example/verified',
    standing: { state: 'requires_input', reasons: [], sequence: 2, at: now, open: true },
    news: [],
    changes: 1,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 28 * 24 * 3_600_000),
  };
}
