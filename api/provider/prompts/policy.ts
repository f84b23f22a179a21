import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { SignInMethod } from '../../../domain/levels/authenticators.js';
import { reaches } from '../../../domain/levels/levels.js';
import { bestVector, parseVtr, provable, type Vector, wantedLevel } from '../../../domain/levels/vectors.js';
import { type ReturnCode, returnCodes } from '../../../domain/partners/return-codes.js';
import type { Store } from '../../../store/database.js';
import type { SignedInAccount } from '../claims/account.js';
import { moreScopesOf } from '../claims/claims-request.js';
import { asksForWhom, forWhomPrompt } from './acting.js';
import { linkagePrompt } from './linkage.js';
import { anotherAccount, whomPrompt } from './whom.js';

const { base, Check, Prompt } = interactionPolicy;

/**
 * What must hold before a code is given: signed in, by the authenticators asked for, knowingly, for whom, at the level asked for, with consent, and
 * where linkage keys are offered and asked for, with those got or gone without. In this order.
 */
export function policy(store: Store, linkage: boolean) {
  const prompts = base();
  const asks = asksForWhom(store);
  prompts.get('login')?.checks.add(
    new Check('account', 'the account cannot be used', 'login_required', ({ oidc }) => {
      return Boolean(oidc.session?.accountId) && !oidc.account;
    }),
  );
  prompts
    .get('login')
    ?.checks.add(new Check('authenticators', 'signing in by other means is needed', 'login_required', needsOtherMeans));
  prompts.get('login')?.checks.add(anotherAccount);
  prompts.add(whomPrompt(needsProofing, asks), 1);
  prompts.add(forWhomPrompt(asks), 2);
  prompts.add(
    new Prompt(
      { name: 'identity_proofing' },
      new Check('level', 'identity proofing is needed', 'interaction_required', needsProofing),
    ),
    3,
  );
  const claims = new Check(
    'claims_by_name',
    'requested claims not agreed to',
    'consent_required',
    needsMoreConsent,
    missingScopes,
  );
  prompts.get('consent')?.checks.add(claims);
  if (linkage) prompts.add(linkagePrompt((ctx) => bestVector(vectorsOf(ctx), levelOf(ctx), methodsOf(ctx))?.level));
  return prompts;
}

/** The vectors of a request; `vtr` was checked, or set, when the request came in (request-rules.ts). */
export function vectorsOf(ctx: KoaContextWithOIDC): Vector[] {
  return parseVtr(String(ctx.oidc.params?.vtr)) ?? [];
}

/** The vector that a request has achieved. @throws AccessDenied when none is satisfied, which the policy does not let happen. */
export function achievedVector(ctx: KoaContextWithOIDC): Vector {
  const vectors = vectorsOf(ctx);
  const vector = bestVector(vectors, levelOf(ctx), methodsOf(ctx));
  if (vector) return vector;
  const [signedIn] = provable(vectors, methodsOf(ctx));
  if (signedIn && returnCodeOf(ctx)) return { ...signedIn, level: 'P0' };
  throw new errors.AccessDenied('no vector of trust is satisfied');
}

/**
 * The letter that a partner registered for letters gets with a code at P0, where the person came back from proving who they are and no
 * vector is satisfied.
 */
export function returnCodeOf(ctx: KoaContextWithOIDC): ReturnCode | undefined {
  const { oidc } = ctx;
  const answer = oidc.result as { identity_proofing?: object; return_code?: ReturnCode } | undefined;
  if (!oidc.client?.return_codes || !answer?.identity_proofing) return undefined;
  if (bestVector(vectorsOf(ctx), levelOf(ctx), methodsOf(ctx))) return undefined;
  return answer.return_code ?? returnCodes.verification_pending;
}

function needsOtherMeans(ctx: KoaContextWithOIDC): boolean {
  const { oidc } = ctx;
  if (!oidc.account || provable(vectorsOf(ctx), methodsOf(ctx)).length > 0) return false;
  // Signing in once more would end the same way: no authenticator of this account satisfies the request.
  if (oidc.result?.login) throw new errors.UnmetAuthenticationRequirements('authenticators not available');
  return true;
}

/**
 * Asks for proof when the highest level that a vector names is not reached: a lower vector of the same request is what the person may
 * fall back on, not what they begin with. `prompt=none` takes what there is.
 */
function needsProofing(ctx: KoaContextWithOIDC): boolean {
  const { oidc } = ctx;
  const vectors = provable(vectorsOf(ctx), methodsOf(ctx));
  if (reaches(levelOf(ctx), wantedLevel(vectors))) return false;
  const satisfied = bestVector(vectors, levelOf(ctx), methodsOf(ctx));
  const answered = Boolean(oidc.result && 'identity_proofing' in oidc.result);
  if (satisfied && (answered || oidc.prompts.has('none'))) return false;
  if (returnCodeOf(ctx)) return false;
  if (answered) throw new errors.AccessDenied('verification_pending');
  return true;
}

/** Claims asked for by name take the agreement to a scope that releases them; the scopes of the request are looked at before. */
function needsMoreConsent(ctx: KoaContextWithOIDC): boolean {
  const agreed = agreedScopes(ctx);
  return moreScopesOf(ctx).some((scope) => !agreed.has(scope));
}

function missingScopes(ctx: KoaContextWithOIDC): { missingOIDCScope: string[] } {
  const agreed = agreedScopes(ctx);
  const wanted = [...ctx.oidc.requestParamOIDCScopes, ...moreScopesOf(ctx)];
  return { missingOIDCScope: wanted.filter((scope) => !agreed.has(scope)) };
}

const agreedScopes = ({ oidc }: KoaContextWithOIDC): Set<string> =>
  new Set(oidc.entities.Grant?.getOIDCScopeEncountered().split(' '));

function levelOf({ oidc }: KoaContextWithOIDC) {
  return (oidc.account as SignedInAccount | undefined)?.level ?? 'P0';
}

function methodsOf({ oidc }: KoaContextWithOIDC): SignInMethod[] {
  return (oidc.session?.amr ?? []) as SignInMethod[];
}
