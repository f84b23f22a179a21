import { interactionPolicy, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Store } from '../../../store/database.js';
import type { Acting } from '../../../store/delegation/acting.js';
import type { Consent } from '../../../store/provider/consents.js';
import type { SignedInAccount } from '../claims/account.js';
import { moreScopesOf } from '../claims/claims-request.js';
import { achievedBy, levelOfVot } from '../tokens/achieved.js';
import { actingIn } from './acting.js';

const { Check, Prompt } = interactionPolicy;

/** What the person has with the partner, read once for each request, and whether its partner's word left in doubt who they are. */
const visits = new WeakMap<KoaContextWithOIDC, Consent | null>();
const doubtful = new WeakSet<KoaContextWithOIDC>();

export const noteVisit = (ctx: KoaContextWithOIDC, known: Consent | null): void => void visits.set(ctx, known);
export const visitOf = (ctx: KoaContextWithOIDC): Consent | null => visits.get(ctx) ?? null;
export const askWhom = (ctx: KoaContextWithOIDC): void => void doubtful.add(ctx);

/** Notes that a person used a partner, before its code goes out; or that they know whom they go there as. */
export function noteVisits(provider: Provider, store: Store): void {
  provider.use(async (ctx, next) => {
    await next();
    const { oidc } = ctx as Partial<KoaContextWithOIDC>;
    const { AuthorizationCode: made, Client: client, Account: account } = oidc?.entities ?? {};
    if (!oidc || !client || !account || !['authorization', 'resume'].includes(oidc.route)) return;
    const known = visitOf(ctx as KoaContextWithOIDC);
    const { accountId } = account;
    const acting = made && actingIn(ctx as KoaContextWithOIDC);
    if (acting) await noteActing(store, acting, client.clientId);
    if (made) {
      const scopes = (made.scope ?? '').split(' ');
      // Of who acts for another a partner is told no more than that it is them.
      const told = acting ? [] : (account as SignedInAccount).personalClaims(scopes, levelOfVot(achievedBy(made)?.vot));
      await store.consents.visit(accountId, client.clientId, known, new Date(), told);
    } else if (client.clientId !== ownClient && wasSeen(ctx as KoaContextWithOIDC)) {
      await store.consents.meet(accountId, client.clientId, known, new Date());
    }
  });
}

/** Both people see in their accounts who was where for whom. */
async function noteActing({ audit }: Store, { delegation, subject }: Acting, partnerId: string): Promise<void> {
  const about = { at: new Date(), details: { delegationId: delegation.id, partnerId } };
  const actor = { kind: 'person', id: delegation.actorId } as const;
  await audit.append({ ...about, actor, action: 'delegation.used', accountId: delegation.actorId });
  await audit.append({ ...about, actor, action: 'delegation.used-for', accountId: subject.id });
}

/**
 * The prompt at which people who are signed in already see whom they are about to be signed in as: at a partner's first visit, where the
 * partner names somebody else, or where it asks for it (`prompt=select_account`). Not after typing a password for this very request.
 *
 * @param goesFurther whether the level has to be raised before consent is asked
 * @param asksForWhom whether they are asked next for whom they act, on a page that says whom they are signed in as
 */
export function whomPrompt(
  goesFurther: (ctx: KoaContextWithOIDC) => boolean,
  asksForWhom: (ctx: KoaContextWithOIDC) => Promise<boolean>,
) {
  const prompt = new Prompt({ name: 'select_account', requestable: true });
  // The provider's own check would ask after a password too.
  prompt.checks.remove('select_account_prompt');
  const add = (reason: string, error: string, check: (ctx: KoaContextWithOIDC) => boolean | Promise<boolean>) =>
    prompt.checks.add(
      new Check(reason, 'the person has to see whom they sign in as', error, async (ctx) => {
        return Boolean(ctx.oidc.account) && !wasSeen(ctx) && check(ctx);
      }),
    );

  add('requested', 'account_selection_required', ({ oidc }) => oidc.prompts.has('select_account'));
  add('doubtful', 'account_selection_required', (ctx) => doubtful.has(ctx));
  // Where consent is asked next anyway, its page says whom.
  add('first_visit', 'interaction_required', async (ctx) => {
    return isFirstVisit(ctx) && !(asksConsent(ctx) && !goesFurther(ctx)) && !(await asksForWhom(ctx));
  });
  add('login_hint', 'account_selection_required', ({ oidc }) => {
    const { login_hint: hint } = oidc.params ?? {};
    if (typeof hint !== 'string' || !hint.includes('@') || oidc.prompts.has('none')) return false;
    return !(oidc.account as SignedInAccount).hasEmail(hint);
  });
  return prompt;
}

/** Who said "this is not me" signs in. */
export const anotherAccount = new Check(
  'another_account',
  'another account is to be signed in to',
  'login_required',
  ({ oidc }) => wantsAnother(oidc),
);

const wantsAnother = ({ result }: KoaContextWithOIDC['oidc']): boolean =>
  Boolean(result?.another_account) && !result?.login;

function isFirstVisit(ctx: KoaContextWithOIDC): boolean {
  return !visitOf(ctx) && ctx.oidc.client?.clientId !== ownClient;
}

function wasSeen({ oidc }: KoaContextWithOIDC): boolean {
  if (wantsAnother(oidc)) return false;
  if (oidc.result?.for_whom) return true;
  return ['login', 'select_account', 'identity_proofing', 'consent'].some((name) => oidc.result && name in oidc.result);
}

function asksConsent(ctx: KoaContextWithOIDC): boolean {
  const known = visitOf(ctx)?.scopes ?? [];
  const asked = [...ctx.oidc.requestParamOIDCScopes, ...moreScopesOf(ctx)];
  return asked.some((scope) => scope !== 'openid' && !known.includes(scope));
}
