import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { sessionTimes } from '../../../domain/accounts/session-times.js';
import type { Store } from '../../../store/database.js';
import { partName } from '../../../store/provider/session-parts.js';

type Session = InstanceType<Provider['Session']>;

/** What a session holds of ours besides the provider's own. */
export type OwnParts = {
  /** The session that a partner's word carried over to this one; they end together. */
  root?: string;
  /** The partner on whose word it was opened, until the person said that it is them. */
  asserted?: string | undefined;
  /** The sign-in it rests on was another session's. */
  borrowed?: boolean | undefined;
  /** The browser as its person recognises it. */
  device?: string | undefined;
  /** By which delegation its person acts in the request at hand. Not kept: the next request asks anew. */
  actingBy?: string | undefined;
};

const [idle, longest] = [sessionTimes.idle / 1_000, sessionTimes.longest / 1_000];

/** A session in use is written at most this often, so that looking at pages does not cost a write each. */
const touchEvery = 5 * 60;

const now = (): number => Math.floor(Date.now() / 1_000);

/** Seconds that a session lives from now on: at least one, since what has ended must still be written as ended. */
export function sessionLifetime(session: Pick<Session, 'loginTs'>): number {
  return Math.max(1, Math.min(idle, (session.loginTs ?? now()) + longest - now()));
}

export const sessionTtl = (_ctx: KoaContextWithOIDC, session: Session): number => sessionLifetime(session);

/**
 * Sessions are rows by their uid, so a new cookie value replaces the old one in the same write (the provider would remove a row and make
 * another); and one that was signed out stays so, whatever another request under way still writes.
 */
export function rowPerSession(provider: Provider, store: Store): void {
  const prototype = provider.Session.prototype as unknown as Writable;
  const first = prototype.save;
  const save: Writable['save'] = async function (this: Writable, ttl) {
    delete this.oldId;
    // What was read from the store has a time of issue.
    if (this.iat === undefined) return first.call(this, ttl);
    this.exp = now() + ttl;
    const { value, payload } = await this.getValueAndPayload();
    await store.oidc.keepSession(this.uid, value, payload, ttl);
    this.touched = false;
    return value;
  };
  const { loginAccount, authorizationFor } = prototype;
  Object.assign(prototype, {
    save,
    // What somebody does for another has a `sid` of its own: ending it leaves their own part alone.
    authorizationFor(this: Writable & OwnParts, clientId: string, value?: unknown) {
      return authorizationFor.call(this, partName(clientId, this.actingBy), value);
    },
    // Who has just proved who they are need not be asked.
    loginAccount(this: Writable & OwnParts, details: object) {
      loginAccount.call(this, details);
      this.asserted = undefined;
      this.borrowed = undefined;
    },
  });
  const known = Object.getOwnPropertyDescriptor(provider.Session, 'IN_PAYLOAD')?.get?.call(
    provider.Session,
  ) as string[];
  Object.defineProperty(provider.Session, 'IN_PAYLOAD', {
    get: () => [...known, 'root', 'asserted', 'borrowed', 'device'],
  });
}

/** Keeps a session awake that is used on pages, without the provider. */
export async function touch(session: Session): Promise<void> {
  const ttl = sessionLifetime(session);
  if (session.exp - now() < ttl - touchEvery) await session.save(ttl);
}

type Writable = {
  uid: string;
  oldId?: string;
  iat?: number;
  exp: number;
  touched: boolean;
  save(ttl: number): Promise<string>;
  getValueAndPayload(): Promise<{ value: string; payload: Record<string, unknown> }>;
  loginAccount(details: object): void;
  authorizationFor(clientId: string, value?: unknown): object;
};
