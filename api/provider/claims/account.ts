import type { FindAccount, KoaContextWithOIDC, Account as ProviderAccount } from 'oidc-provider';
import { type ClaimSource, claimsOf, linkageScope, personalClaimsOf } from '../../../domain/claims/claims.js';
import { type Level, lower, reaches } from '../../../domain/levels/levels.js';
import { normaliseEmail } from '../../../domain/person/email.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { Store } from '../../../store/database.js';
import type { Acting } from '../../../store/delegation/acting.js';
import { actorClaims } from '../prompts/acting.js';
import { releasedLinkage } from '../prompts/linkage.js';
import { accountIn } from '../requests/arrival.js';
import { achievedBy, levelOfVot } from '../tokens/achieved.js';
import { idTokenIds } from '../tokens/id-token-ids.js';
import { moreScopes } from './claims-request.js';

/** The provider's view of an account; the policy looks at its level. */
export interface SignedInAccount extends ProviderAccount {
  readonly level: Level;
  /** What people are told of among the claims that a partner can read by these scopes at a level; linkage keys are noted when they are read. */
  personalClaims(scopes: readonly string[], achieved: Level): string[];
  /** For whom they act by the code or token at hand. */
  readonly acting: Acting | undefined;
  /** Whether that, as somebody typed it, is the account's email address. */
  hasEmail(typed: string): boolean;
}

/** Finds accounts for the provider. A blocked or closed one is not found: its codes and tokens stop working at once. */
export function accountFinder(store: Store, trustmark: string): FindAccount {
  const ids = idTokenIds(store.tools.sealer);
  return async (ctx, accountId, source) => {
    const account = await accountIn(store, ctx, accountId);
    if (!account || account.blocked) return undefined;
    const { vot, returnCode, delegationId } = achievedBy(source) ?? {};
    const achieved = levelOfVot(vot);
    // What was achieved once and holds no more is not said again.
    if (!reaches(account.level, achieved)) return undefined;
    const made = (source ?? {}) as { sessionUid?: string; clientId?: string };
    const acting = delegationId ? await actingBy(store, delegationId, accountId, made.clientId) : undefined;
    if (delegationId && !acting) return undefined;
    const signedIn: SignedInAccount = {
      accountId,
      level: account.level,
      acting,
      hasEmail: (typed) => normaliseEmail(typed) === store.accounts.contacts(account).email,
      personalClaims(scopes, achieved) {
        const known = { ...store.accounts.contacts(account), reached: account.level };
        const source = { ...known, identity: store.accounts.identity(account) };
        return personalClaimsOf(source, { scopes, achieved, now: new Date() });
      },
      async claims(use, scope, asked) {
        const { verified_claims: verifiedClaims } = asked as { verified_claims?: unknown };
        const scopes = scope.split(' ');
        const more = moreScopes(ctx.oidc.client, scope, [{ verified_claims: verifiedClaims }]);
        const known = acting ? sourceOfOther(store, acting) : await sourceOf(store, account, ctx, scopes);
        const linked = !acting && use !== 'id_token' && achieved === 'P9' && scopes.includes(linkageScope);
        const linkage = linked ? await releasedLinkage(store, ctx, accountId) : undefined;
        const claims = claimsOf(
          { ...known, linkage },
          {
            scopes,
            moreScopes: more.filter((one) => isAgreed(ctx, one)),
            achieved: acting ? lower(achieved, levelOf(acting)) : achieved,
            use: use === 'id_token' ? use : 'userinfo',
            verifiedClaims,
            now: new Date(),
          },
        );
        // Whoever acts for another is not brought along to a further partner: what they hold leads to no session.
        const token = use === 'id_token' ? { jti: ids.make(acting ? {} : made) } : {};
        const trust = vot ? { vot, vtm: trustmark, ...(returnCode ? { return_code: returnCode } : {}) } : {};
        if (acting) return { sub: acting.subject.id, ...actorClaims(acting), ...token, ...trust, ...claims };
        return { sub: accountId, ...token, ...trust, ...claims };
      },
    };
    return signedIn;
  };
}

async function actingBy(store: Store, id: string, accountId: string, clientId: string | undefined) {
  const partner = clientId === undefined ? null : await store.partners.byId(clientId);
  return partner ? store.acting.by(id, accountId, partner, new Date()) : undefined;
}

/** A person without an account was found in PDS, which is what P5 says. */
const levelOf = ({ subject }: Acting): Level => subject.account?.level ?? 'P5';

/** What is known of the person for whom somebody acts; their contact details are opened only where they have an account (acting.ts). */
function sourceOfOther({ accounts }: Store, acting: Acting): ClaimSource {
  const { account, identity } = acting.subject;
  if (!account) return { email: '', mobile: '', reached: levelOf(acting), identity };
  return { ...accounts.contacts(account), reached: account.level, identity, proof: proofOf(accounts, account) };
}

const isAgreed = ({ oidc }: KoaContextWithOIDC, scope: string): boolean =>
  (oidc.entities.Grant?.getOIDCScope() ?? '').split(' ').includes(scope);

function proofOf(accounts: Store['accounts'], account: Account): ClaimSource['proof'] {
  const proved = account.proofs?.P9;
  return proved && { ...proved, record: accounts.proof(account) };
}

async function sourceOf(
  store: Store,
  account: Account,
  { oidc }: KoaContextWithOIDC,
  scopes: readonly string[],
): Promise<ClaimSource> {
  return {
    ...store.accounts.contacts(account),
    reached: account.level,
    identity: store.accounts.identity(account),
    proof: proofOf(store.accounts, account),
    metadata: scopes.includes('client_metadata')
      ? await store.userMetadata.of(account._id, oidc.client?.clientId ?? '')
      : undefined,
  };
}
