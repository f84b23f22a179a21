import { loadConfig } from '../../platform/config.js';
import { createLookup } from '../../platform/lookup.js';
import { randomId } from '../../platform/random-id.js';
import { createSealer } from '../../platform/sealing.js';
import type { Account } from '../../store/accounts.js';
import { openStore } from '../../store/database.js';
import type { Journey } from '../../store/journey.js';
import type { Product } from '../../test/support/product.js';

/** Rows written by one command. */
const batch = 5_000;

export interface Filling {
  /** Adds accounts, each with a verification in progress, until there are so many. @returns ids of some verifications */
  upTo(count: number): Promise<string[]>;
  close(): Promise<void>;
}

/** Fills the database with rows as the product writes them. What is sealed is the same in all: no poll opens an account. */
export async function filling({ settings }: Product, partnerId: string): Promise<Filling> {
  const config = loadConfig(settings, 'worker');
  const sealer = createSealer(config.sealingKey);
  const store = await openStore(config, sealer, createLookup(config.lookupKey));
  const accounts = store.tools.db.collection<Account>('accounts');
  const journeys = store.tools.db.collection<Journey>('journeys');
  const sealed = sealer.sealJson('sealed@example.org', 'bench');
  const now = new Date();
  let made = 0;

  const add = async (count: number): Promise<string[]> => {
    const rows = Array.from({ length: count }, () => {
      const [account, journey] = [randomId(), randomId()];
      return { account: accountRow(account, sealed, now), journey: journeyRow(journey, account, partnerId, now) };
    });
    for (const { journey } of rows) {
      journey.reference = sealer.sealJson('patient-4711', `journeys.reference:${journey._id}`);
    }
    await accounts.insertMany(
      rows.map(({ account }) => account),
      { ordered: false },
    );
    await journeys.insertMany(
      rows.map(({ journey }) => journey),
      { ordered: false },
    );
    made += count;
    return rows.map(({ journey }) => journey._id);
  };

  return {
    async upTo(count) {
      const some: string[] = [];
      while (made < count) {
        const ids = await add(Math.min(batch, count - made));
        // From all over: old rows are as likely asked for as new ones.
        some.push(...ids.slice(0, 100));
      }
      return some;
    },
    close: () => store.close(),
  };
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

function journeyRow(_id: string, accountId: string, partnerId: string, now: Date): Journey {
  return {
    _id,
    partnerId,
    wanted: 'P9',
    referenceKey: randomId(),
    accountId,
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
