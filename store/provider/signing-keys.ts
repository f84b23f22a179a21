import type { JWK } from 'jose';
import {
  type KeyKind,
  type KeyState,
  keyKinds,
  kindsDue,
  publishedBefore,
  type RingKey,
  ringAt,
} from '../../domain/partners/signing-ring.js';
import { keepDoing } from '../../platform/keep-doing.js';
import { signingKeys as createSigningKeys, type SigningKeys } from '../../platform/keys/signing-keys.js';
import type { Logger } from '../../platform/log/log.js';
import { randomId } from '../../platform/random-id.js';
import { bytesOf, insertNew } from '../collection.js';
import type { StoreTools } from '../tools.js';

/** A key that is gone leaves its id behind, without the key: none is taken in twice. */
type RingRow = RingKey & { madeAt: Date; sealed?: Uint8Array };

/** What a change of the ring did, by key ids. */
export type RingChange = { made: string[]; gone: string[] };

/** A change that the audit does not tell of yet. */
export type RingNews = RingChange & { id: string; at: Date };

/** All keys in one row: what one process decides, by a conditional write, all see whole. */
export type Ring = { _id: 'ring'; version: number; keys: RingRow[]; news?: RingNews[] };

/** Within this time every process has seen what another one changed. */
const readEvery = 30_000;

/** Makes a private key of a kind, with a `kid` (platform/keys/make-signing-key.ts). */
export type MakeKey = (kind: KeyKind) => Promise<JWK>;

/**
 * The keys that sign tokens, with their times (domain/partners/signing-ring.ts), apart from everything else in the database of the keys, the private
 * parts sealed. Processes read them every half minute: a key is published for a day before it signs.
 */
export function signingKeys({ keysDb, sealer }: Pick<StoreTools, 'keysDb' | 'sealer'>) {
  const rings = keysDb.collection<Ring>('signing_keys');
  const contextOf = (kid: string) => `signing-keys:${kid}`;
  const row = (key: JWK, madeAt: Date, signsFrom: Date): RingRow => {
    const kid = key.kid as string;
    return { kid, kind: key.kty as KeyKind, madeAt, signsFrom, sealed: sealer.sealJson(key, contextOf(kid)) };
  };
  const readRing = () => rings.findOne({ _id: 'ring' });

  /** @returns false where another process was quicker: what it wrote is to be looked at first. */
  async function write(version: number, keys: RingRow[], news: RingNews): Promise<boolean> {
    if (version > 0) {
      const next = { $set: { keys }, $inc: { version: 1 }, $push: { news } };
      return (await rings.updateOne({ _id: 'ring', version }, next)).matchedCount === 1;
    }
    return insertNew(rings, { _id: 'ring', version: 1, keys, news: [news] });
  }

  /** Changes the ring as `decide` says of what is there, until no other process comes in between. */
  async function change(
    at: Date,
    decide: (keys: RingRow[]) => Promise<{ made: RingRow[]; gone?: string[] }>,
  ): Promise<RingChange> {
    for (;;) {
      const { version, keys } = (await readRing()) ?? { version: 0, keys: [] };
      const { made, gone = [] } = await decide(keys);
      const done = { made: made.map(({ kid }) => kid), gone };
      if (made.length + gone.length === 0) return done;
      const wanted = [...keys.map((key) => forgotten(key, gone)), ...made];
      if (await write(version, wanted, { ...done, id: randomId(), at })) return done;
    }
  }

  /** The keys in the order of `/jwks`, as they are to be used at a moment. */
  async function at(now: Date): Promise<JWK[]> {
    const { keys } = (await readRing()) ?? { keys: [] };
    return ringAt(kept(keys), now).flatMap(({ key: { kid, sealed }, state }) =>
      state !== 'gone' && sealed ? [sealer.openJson<JWK>(bytesOf(sealed), contextOf(kid))] : [],
    );
  }

  return {
    ensureIndexes: async () => {},

    at,

    /** Where each key is on its way, without the keys themselves; those that are gone are left out. */
    async states(now: Date): Promise<(RingKey & { state: KeyState })[]> {
      const ring = ringAt(kept((await readRing())?.keys ?? []), now).filter(({ state }) => state !== 'gone');
      return ring.map(({ key: { kid, kind, signsFrom }, state }) => ({ kid, kind, signsFrom, state }));
    },

    /**
     * Takes in keys that the operator gave, and makes the first ones where there are none. Into an empty ring the first of each kind signs at
     * once, the others count as those before it. A key that comes later signs after a day, in the place of the one of its kind; the first
     * of its kind at once, since no relying party has used that kind yet.
     */
    async takeIn(given: readonly JWK[], make: MakeKey, now: Date): Promise<void> {
      await change(now, async (keys) => {
        if (keys.length === 0) {
          const first = given.length > 0 ? given : await Promise.all(keyKinds.map(make));
          return { made: first.map((key, index) => row(key, now, new Date(now.getTime() - index))) };
        }
        const fresh = given.filter(({ kid }) => !keys.some((known) => known.kid === kid));
        const later = new Date(now.getTime() + publishedBefore);
        const signsFrom = ({ kty }: JWK) => (keys.some(({ kind }) => kind === kty) ? later : now);
        return { made: fresh.map((key) => row(key, now, signsFrom(key))) };
      });
    },

    /** Makes the keys that are due, and forgets those that are gone. Repeating it changes nothing. */
    rotate: (now: Date, everyMs: number, make: MakeKey): Promise<RingChange> =>
      change(now, async (keys) => {
        const there = kept(keys);
        const gone = ringAt(there, now).flatMap(({ key, state }) => (state === 'gone' ? [key.kid] : []));
        const made = await Promise.all(kindsDue(there, now, everyMs).map(make));
        const signsFrom = new Date(now.getTime() + publishedBefore);
        return { made: made.map((key) => row(key, now, signsFrom)), gone };
      }),

    /**
     * For keys that somebody else may have: new ones sign, and the old ones are forgotten, in each process as soon as it reads this. Tokens that
     * the old ones signed count no more; a sign-in of the next half minute may fail where its processes differ.
     */
    replaceAll: (now: Date, make: MakeKey): Promise<RingChange> =>
      change(now, async (keys) => {
        const kinds = keyKinds.filter((kind) => keys.some((key) => key.kind === kind));
        const made = await Promise.all(kinds.map(make));
        return { made: made.map((key) => row(key, now, now)), gone: kept(keys).map(({ kid }) => kid) };
      }),

    /** What became of keys that the audit does not tell of yet. */
    untold: async (): Promise<RingNews[]> => (await readRing())?.news ?? [],

    async told({ id }: RingNews): Promise<void> {
      await rings.updateOne({ _id: 'ring' }, { $pull: { news: { id } } });
    },

    /** The keys in use, kept young while the process runs. @returns them, and what ends it */
    async keepReading(log: Logger): Promise<{ keys: SigningKeys; stop: () => Promise<void> }> {
      const keys = createSigningKeys(await at(new Date()));
      const refresh = async () => keys.replace(await at(new Date()));
      const failure = 'signing keys may be out of date';
      return { keys, stop: keepDoing(refresh, { everyMs: readEvery, log, failure }) };
    },
  };
}

/** Without those that are gone: they take no turn, though it might still be to come. */
const kept = (keys: readonly RingRow[]): RingRow[] => keys.filter(({ sealed }) => sealed);

function forgotten(key: RingRow, gone: readonly string[]): RingRow {
  if (!gone.includes(key.kid)) return key;
  const { sealed: _, ...rest } = key;
  return rest;
}
