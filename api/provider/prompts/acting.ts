import { interactionPolicy, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { scopesWithin } from '../../../domain/delegation/kinds.js';
import { ownClient } from '../../../domain/partners/own-client.js';
import type { Store } from '../../../store/database.js';
import type { Acting } from '../../../store/delegation/acting.js';
import { delegationsIn } from '../requests/arrival.js';

const { Check, Prompt } = interactionPolicy;

/** For whom the person of a request acts, and for whom they could: worked out once for each request. */
const chosen = new WeakMap<KoaContextWithOIDC, Acting>();
const choices = new WeakMap<KoaContextWithOIDC, Promise<Acting[]>>();

export const actingIn = (ctx: KoaContextWithOIDC): Acting | undefined => chosen.get(ctx);

/** What the person answered to "for whom?"; `delegation` is absent where it was "for me". */
export type ForWhom = { delegation?: string };

const answerOf = ({ oidc }: KoaContextWithOIDC): ForWhom | undefined => oidc.result?.for_whom as ForWhom | undefined;

/** Takes up the delegation that the person chose for this request, where it opens something here now. Nothing of it is kept in their session. */
export async function takeUp(ctx: KoaContextWithOIDC, store: Store, accountId: string, clientId: string) {
  const { delegation: id } = answerOf(ctx) ?? {};
  const partner = id === undefined ? null : await store.partners.byId(clientId);
  const acting = id && partner ? await store.acting.by(id, accountId, partner, new Date()) : undefined;
  if (acting) chosen.set(ctx, acting);
  return acting;
}

/** What of these scopes a delegation opens; contact details only of who has some. */
export function openedBy({ delegation, subject }: Acting, scopes: readonly string[]): string[] {
  const kinds = subject.account ? delegation.kinds : delegation.kinds.filter((kind) => kind !== 'contact');
  return scopesWithin(kinds, scopes);
}

/** Whether the person must be asked for whom they sign in: at partners that take it, who has somebody to act for. Each time anew. */
export function asksForWhom(store: Store) {
  return async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const { account, client, prompts, entities } = ctx.oidc;
    if (!account || !client || client.clientId === ownClient) return false;
    const answer = answerOf(ctx);
    // One that was chosen and opens nothing any more: they are asked again, and never taken for themselves instead.
    if (answer) return answer.delegation !== undefined && !actingIn(ctx);
    const hinted = (entities.IdTokenHint as { payload?: { sub?: unknown } } | undefined)?.payload?.sub;
    if (prompts.has('none') && hinted === account.accountId) return false;
    const known = choices.get(ctx) ?? allOf(store, ctx, account.accountId, client.clientId);
    choices.set(ctx, known);
    return (await known).length > 0;
  };
}

async function allOf(store: Store, ctx: KoaContextWithOIDC, accountId: string, clientId: string): Promise<Acting[]> {
  const partner = await store.partners.byId(clientId);
  const known = delegationsIn(ctx, accountId, clientId);
  return partner ? store.acting.all(accountId, partner, new Date(), known) : [];
}

/** The prompt at which people say for whom they go to a partner. */
export function forWhomPrompt(asks: ReturnType<typeof asksForWhom>) {
  const check = new Check('delegations', 'the person has to say for whom', 'account_selection_required', asks);
  return new Prompt({ name: 'for_whom' }, check);
}

/** Makes tokens and userinfo name the person they are about: the provider itself knows only who is signed in. */
export function nameSubjects(provider: Provider): void {
  const { prototype } = (provider as unknown as { Claims: { prototype: ClaimsModel } }).Claims;
  const { result } = prototype;
  prototype.result = async function (this: ClaimsModel) {
    const claims = await result.call(this);
    const { acting } = (this.ctx?.oidc.account ?? {}) as { acting?: Acting };
    return acting ? { ...claims, sub: acting.subject.id } : claims;
  };
}

type ClaimsModel = { ctx?: KoaContextWithOIDC; result(): Promise<Record<string, unknown>> };

/** What tokens and userinfo say of it: who acts (RFC 8693 §4.1), and what is opened to them. */
export function actorClaims({ delegation }: Acting): { act: object; delegation: object } {
  const { id, actorId, basis, kinds, endsAt = 0 } = delegation;
  return { act: { sub: actorId }, delegation: { id, basis, kinds, ends_at: Math.floor(endsAt / 1_000) } };
}
