import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { linkageScope } from '../../../domain/claims/claims.js';
import type { Level } from '../../../domain/levels/levels.js';
import type { LinkageKeys, LinkageProblem } from '../../../domain/linkage/linkage.js';
import type { Store } from '../../../store/database.js';
import { actingIn } from './acting.js';
import { visitOf } from './whom.js';

const { Check, Prompt } = interactionPolicy;

/**
 * The prompt at which a person's linkage keys are got: once for each agreement to share them, at P9, and never without pages.
 *
 * @param achieved the level that the request has reached
 */
export function linkagePrompt(achieved: (ctx: KoaContextWithOIDC) => Level | undefined) {
  return new Prompt(
    { name: 'linkage' },
    new Check('linkage', 'linkage keys are to be got', 'interaction_required', (ctx) => {
      const { oidc } = ctx;
      if (!oidc.requestParamOIDCScopes.has(linkageScope) || oidc.prompts.has('none')) return false;
      // They are a person's own: nobody gets them for another.
      if (actingIn(ctx) || (oidc.result && 'linkage' in oidc.result)) return false;
      const known = visitOf(ctx);
      const settled = known?.at && known.linkageAt?.getTime() === known.at.getTime();
      return achieved(ctx) === 'P9' && known?.scopes.includes(linkageScope) === true && !settled;
    }),
  );
}

/**
 * What userinfo tells of linkage keys: those that lie ready, to the first access token that asks; to others the reason why there are none,
 * or nothing, where they were released before. Each release is in the audit before it is told.
 */
export async function releasedLinkage(
  store: Store,
  { oidc }: KoaContextWithOIDC,
  accountId: string,
): Promise<LinkageKeys | LinkageProblem | undefined> {
  const { clientId: partnerId, jti } = oidc.entities.AccessToken ?? {};
  if (!partnerId || !jti) return undefined;
  const now = new Date();
  const released = await store.linkages.release(accountId, partnerId, jti, now);
  if (!released) return store.linkages.problemOf(accountId, partnerId);
  const entry = { at: now, actor: { kind: 'partner', id: partnerId }, accountId, details: { partnerId } } as const;
  await store.audit.append({ ...entry, action: 'linkage.released' }, `linkage-released-${released.id}`);
  await store.consents.noteTold(accountId, partnerId, ['gp_user_id', 'gp_linkage_key'], now);
  return released.keys;
}
