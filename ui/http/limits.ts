import type { Request } from 'express';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterMongo,
  type RateLimiterRes,
} from 'rate-limiter-flexible';
import { waitsBegin } from '../../domain/accounts/guessing.js';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { type PostalAddress, sameAddress } from '../../domain/person/postal-address.js';
import { TooManyRequests } from '../../platform/errors.js';
import { networkOf } from '../../platform/network/network-of.js';
import type { Guesser } from '../../store/accounts/guesses.js';
import type { Store } from '../../store/database.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Limits that hold before any other work is done. Keys are keyed hashes: no address or email is kept in the clear. */
export interface Limits {
  /** Any form of a person who is not signed in: 1,200 in 10 minutes for each network address, which a whole surgery or campus may share. @throws TooManyRequests */
  visit(req: Request): Promise<void>;
  /**
   * Whether a password may be tried now, after those that were wrong for the email, the address and its network: waits grow as
   * domain/accounts/guessing.ts says. A browser that has signed in to the account before has a count of its own, which nobody else can use up.
   *
   * @returns the milliseconds to wait, 0 for none.
   */
  passwordWait(req: Request, email: string, device: string | undefined): Promise<number>;
  /** A wrong password counts, whether the email is known or not. */
  passwordWrong(req: Request, email: string, device: string | undefined): Promise<void>;
  /** The same for an app's code or a recovery code, of which the account is known. */
  secondWait(accountId: string, device: string | undefined): Promise<number>;
  /** @returns whether guessing there begins to cost waits with this one */
  secondWrong(accountId: string, device: string | undefined): Promise<boolean>;
  /** A passkey that opened nothing. @throws TooManyRequests while its address or network has to wait. */
  passkeyAllowed(req: Request): Promise<void>;
  passkeyWrong(req: Request): Promise<void>;
  /**
   * A message with a code, to be asked before there is one: 10 an hour and 30 a day. Each code may be guessed at five times, so this
   * bounds guessing as well, over any number of sign-ins, registrations and further codes: 150 of a million in a day.
   *
   * @param whose An email address or mobile number being registered; for signing in the account, since anybody may register any number.
   * @throws TooManyRequests
   */
  code(whose: string): Promise<void>;
  /**
   * A letter costs postage: three in four weeks for an account (or an email address that registers) and for an address, ten a day from one
   * network, and in all as many a day as the operator has said. @throws TooManyRequests
   */
  letter(req: Request, whose: string, address: PostalAddress): Promise<void>;
  /**
   * Whether a word on an article counts: once in 30 days for a browser and article, and 60 an hour from one address. Who says more is not
   * told so: there is nothing that they could do about it.
   */
  vote(req: Request, whose: string): Promise<boolean>;
  /** A form with files of somebody who need not be signed in, before it is read: 60 an hour from one address. @throws TooManyRequests */
  files(req: Request): Promise<void>;
  /**
   * A message to us: 5 a day for an account or email address, since each is answered by an email to it, and 40 a day from one network.
   * @throws TooManyRequests
   */
  ticket(req: Request, whose: string): Promise<void>;
  /** Any change in the partner portal: 100 in 10 minutes for an account. @throws TooManyRequests */
  change(accountId: string): Promise<void>;
  /** New services (10 a day), invitations and reports of something odd (20 a day each) of one account. @throws TooManyRequests */
  portal(what: 'service' | 'invitation' | 'report', accountId: string): Promise<void>;
}

/** Failures are counted in the store, for all processes together; bursts are held back in each process without asking the store. */
export function createLimits(store: Store, lettersPerDay = 0): Limits {
  const { db, lookup } = store.tools;
  const shared = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterMongo({ storeClient: db, tableName: 'rate_limits', keyPrefix, points, duration });
  const visits = new RateLimiterMemory({ keyPrefix: 'visit', points: 1_200, duration: 10 * MINUTE });
  const burst = new RateLimiterMemory({ keyPrefix: 'burst', points: 5, duration: 2 });
  const codesInHour = new RateLimiterMemory({ keyPrefix: 'code-hour', points: 10, duration: HOUR });
  const codesInDay = shared('code', 30, DAY);
  const changes = new RateLimiterMemory({ keyPrefix: 'change', points: 100, duration: 10 * MINUTE });
  const letters = {
    each: shared('letter', letterCodes.most, letterCodes.window / 1_000),
    network: shared('letter-network', 10, DAY),
    all: shared('letter-all', lettersPerDay, DAY),
  };
  const portal = {
    service: shared('service', 10, DAY),
    invitation: shared('invitation', 20, DAY),
    report: shared('report', 20, DAY),
  };

  const votes = {
    each: shared('vote', 1, 30 * DAY),
    address: new RateLimiterMemory({ keyPrefix: 'vote-address', points: 60, duration: HOUR }),
  };

  const filesOf = new RateLimiterMemory({ keyPrefix: 'files', points: 60, duration: HOUR });
  const written = { each: shared('ticket', 5, DAY), network: shared('ticket-network', 40, DAY) };

  const addressKey = (req: Request) => lookup.lookup('device', req.ip ?? '');
  const byPlace = ({ ip = '' }: Request): Guesser[] => {
    const { address, network } = networkOf(ip);
    return [
      { at: 'address', key: lookup.lookup('device', address) },
      { at: 'network', key: lookup.lookup('network', network) },
    ];
  };
  const byPassword = (req: Request, email: string, device?: string): Guesser[] =>
    device ? [{ at: 'device', key: device }] : [{ at: 'account', key: lookup.lookup('email', email) }, ...byPlace(req)];
  const bySecond = (accountId: string, device?: string): Guesser =>
    device ? { at: 'device', key: `second-${device}` } : { at: 'second', key: accountId };
  return {
    visit: async (req) => void (await consume(visits, addressKey(req))),
    async passwordWait(req, email, device) {
      await consume(burst, device ?? lookup.lookup('email', email));
      return store.guesses.waitOf(byPassword(req, email, device), new Date());
    },
    passwordWrong: (req, email, device) => store.guesses.countWrong(byPassword(req, email, device), new Date()),
    async secondWait(accountId, device) {
      await consume(burst, device ?? accountId);
      return store.guesses.waitOf([bySecond(accountId, device)], new Date());
    },
    secondWrong: async (accountId, device) => {
      const guesser = bySecond(accountId, device);
      return waitsBegin(guesser.at, await store.guesses.countWrongOf(guesser, new Date()));
    },
    async passkeyAllowed(req) {
      const wait = await store.guesses.waitOf(byPlace(req), new Date());
      if (wait > 0) throw tooMany(wait);
    },
    passkeyWrong: (req) => store.guesses.countWrong(byPlace(req), new Date()),
    async code(whose) {
      const key = lookup.lookup('email', whose);
      await consume(codesInHour, key);
      await consume(codesInDay, key);
    },
    async letter(req, whose, address) {
      const { network } = networkOf(req.ip ?? '');
      await consume(letters.network, lookup.lookup('network', network));
      await consume(letters.each, lookup.lookup('email', whose));
      await consume(letters.each, lookup.lookup('address', sameAddress(address)));
      await consume(letters.all, 'all');
    },
    async vote(req, whose) {
      try {
        await consume(votes.address, addressKey(req));
        await consume(votes.each, lookup.lookup('device', whose));
        return true;
      } catch (refused) {
        if (refused instanceof TooManyRequests) return false;
        throw refused;
      }
    },
    files: async (req) => void (await consume(filesOf, addressKey(req))),
    async ticket(req, whose) {
      const { network } = networkOf(req.ip ?? '');
      await consume(written.each, lookup.lookup('email', whose));
      await consume(written.network, lookup.lookup('network', network));
    },
    change: async (accountId) => void (await consume(changes, accountId)),
    portal: async (what, accountId) => void (await consume(portal[what], accountId)),
  };
}

/** @param again whether a counter that two made at once is asked once more: the development database gives the later one no row. */
async function consume(limiter: RateLimiterAbstract, key: string, again = true): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof TypeError && again) return consume(limiter, key, false);
    if (refused instanceof Error) throw refused;
    throw tooMany((refused as RateLimiterRes).msBeforeNext);
  }
}

function tooMany(waitMs: number): TooManyRequests {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new TooManyRequests(
    'too_many_requests',
    'You have tried too many times. Wait a while and try again.',
    seconds,
  );
}
