import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Store } from '../../../store/database.js';
import { partsOf } from '../../../store/provider/session-parts.js';
import { signedOutPath, writeSignedOut } from '../../../ui/account/signed-out/cookie.js';
import { grantIdOf } from '../claims/grants.js';

type Session = InstanceType<Provider['Session']>;

const confirmPath = '/end-session/confirm';

/** A partner that had tokens in a session, by the `sid` it knows the session by. */
export type SignedOutPartner = { id: string; sid: string };

/** The partners that got a code in a session, the last used first. */
export function partnersOf(session: Pick<Session, 'authorizations'>): SignedOutPartner[] {
  // Within one second the one that came later.
  const later = partsOf(session.authorizations).reverse();
  return later.sort((a, b) => b.usedAt - a.usedAt).map(({ partnerId, sid }) => ({ id: partnerId, sid }));
}

/**
 * Signing out that signs out. The session's removal notes the partners to be told and revokes their tokens (store/provider/oidc.ts); here the
 * person is led on: back to the partner that asked for it, or to a page that says what they are signed out of. Partners that end their
 * session in the browser (Front-Channel Logout) need that page first.
 *
 * @param onEnded called when a session has ended: partners are to be told now.
 */
export function endSessions(provider: Provider, { issuer, store, onEnded }: EndSessionOptions): void {
  Object.assign(provider.Client.prototype, {
    // Every token says which session it belongs to: it can be ended with it.
    includeSid: () => true,
    // The provider would call partners while the person waits, once, from inside its request.
    backchannelLogout: async () => {},
  });

  provider.use(async (ctx, next) => {
    if (ctx.path !== confirmPath) return next();
    const before = await provider.Session.get(provider.createContext(ctx.req, ctx.res) as never);
    await next();
    const { session } = (ctx as Partial<KoaContextWithOIDC>).oidc ?? {};
    if (!session || ctx.status !== 303) return;
    const to = ctx.response.get('location');
    if (!(session as { destroyed?: boolean }).destroyed) return endOne(before);
    onEnded();
    // Somebody else signs in: on to their request.
    if (to.startsWith(`${issuer}/authorize/`)) return;
    const partners = partnersOf(before);
    const asked = before.state?.postLogoutRedirectUri ? to : undefined;
    if (asked && !(await endInBrowser(partners))) return;
    writeSignedOut(ctx.res as never, store.tools.sealer, issuer, { partners, to: asked });
    ctx.redirect(signedOutPath);
    ctx.status = 303;
  });

  /** The person leaves the partner that asked, which has ended its own session, and stays signed in to Surety. */
  async function endOne({ uid, accountId, state, authorizations }: Session): Promise<void> {
    const id = String(state?.clientId);
    for (const { partnerId, delegationId, sid } of partsOf(authorizations)) {
      if (accountId && partnerId === id) await store.oidc.endPart(uid, grantIdOf(accountId, id, delegationId), sid);
    }
  }

  async function endInBrowser(partners: readonly SignedOutPartner[]): Promise<boolean> {
    const found = await Promise.all(partners.map(({ id }) => store.partners.byId(id)));
    return found.some((partner) => partner?.frontchannelLogoutUri);
  }
}

export type EndSessionOptions = { issuer: string; store: Store; onEnded: () => void };
