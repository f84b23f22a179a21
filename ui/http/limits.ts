import type { Request } from 'express';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterMongo,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import { TooManyRequests } from '../../platform/errors.js';
import type { Store } from '../../store/database.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Limits that hold before any other work is done. Keys are keyed hashes: no address or email is kept in the clear. */
export interface Limits {
  /** Any form of a person who is not signed in: 1,200 in 10 minutes for each network address, which a whole surgery or campus may share. @throws TooManyRequests */
  visit(req: Request): Promise<void>;
  /** Whether another password may be tried: not after 10 wrong ones for an email, or 50 from an address, in 15 minutes. @throws TooManyRequests */
  passwordAllowed(req: Request, email: string): Promise<void>;
  /** A wrong password counts, whether the email is known or not. */
  passwordWrong(req: Request, email: string): Promise<void>;
  /**
   * A message with a code, to be asked before there is one: 10 an hour and 30 a day. Each code may be guessed at five times, so this
   * bounds guessing as well, over any number of sign-ins, registrations and further codes: 150 of a million in a day.
   *
   * @param whose An email address or mobile number being registered; for signing in the account, since anybody may register any number.
   * @throws TooManyRequests
   */
  code(whose: string): Promise<void>;
  /** Any change in the partner portal: 100 in 10 minutes for an account. @throws TooManyRequests */
  change(accountId: string): Promise<void>;
  /** New services (10 a day) and invitations (20 a day) of one account. @throws TooManyRequests */
  portal(what: 'service' | 'invitation', accountId: string): Promise<void>;
}

/** Failures are counted in the store, for all processes together; bursts are held back in each process without asking the store. */
export function createLimits(store: Store): Limits {
  const { db, lookup } = store.tools;
  const shared = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterMongo({ storeClient: db, tableName: 'rate_limits', keyPrefix, points, duration });
  const visits = new RateLimiterMemory({ keyPrefix: 'visit', points: 1_200, duration: 10 * MINUTE });
  const burst = new RateLimiterMemory({ keyPrefix: 'burst', points: 5, duration: 2 });
  const wrongByEmail = shared('wrong-email', 10, 15 * MINUTE);
  const wrongByAddress = shared('wrong-address', 50, 15 * MINUTE);
  const codesInHour = new RateLimiterMemory({ keyPrefix: 'code-hour', points: 10, duration: HOUR });
  const codesInDay = shared('code', 30, DAY);
  const changes = new RateLimiterMemory({ keyPrefix: 'change', points: 100, duration: 10 * MINUTE });
  const portal = { service: shared('service', 10, DAY), invitation: shared('invitation', 20, DAY) };

  const addressKey = (req: Request) => lookup.lookup('device', req.ip ?? '');
  return {
    visit: async (req) => void (await consume(visits, addressKey(req))),
    async passwordAllowed(req, email) {
      const key = lookup.lookup('email', email);
      await consume(burst, key);
      await Promise.all([refuseIfSpent(wrongByEmail, key), refuseIfSpent(wrongByAddress, addressKey(req))]);
    },
    async passwordWrong(req, email) {
      const key = lookup.lookup('email', email);
      await Promise.all([wrongByEmail.penalty(key), wrongByAddress.penalty(addressKey(req))]);
    },
    async code(whose) {
      const key = lookup.lookup('email', whose);
      await consume(codesInHour, key);
      await consume(codesInDay, key);
    },
    change: async (accountId) => void (await consume(changes, accountId)),
    portal: async (what, accountId) => void (await consume(portal[what], accountId)),
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    throw tooMany(refused as RateLimiterRes);
  }
}

async function refuseIfSpent(limiter: RateLimiterAbstract, key: string): Promise<void> {
  const spent = await limiter.get(key);
  if (spent && spent.remainingPoints <= 0) throw tooMany(spent);
}

function tooMany(spent: RateLimiterRes): TooManyRequests {
  const seconds = Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
  return new TooManyRequests(
    'too_many_requests',
    'You have tried too many times. Wait a while and try again.',
    seconds,
  );
}
