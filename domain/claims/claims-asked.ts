import { reaches } from '../levels/levels.js';
import { type ClaimSource, claimNames, linkageScope, personalClaims, personalClaimsOf, scopeTable } from './claims.js';

/** What these scopes let a partner see, as people are told. */
export function personalClaimsIn(scopes: readonly string[]): string[] {
  const names = claimNames(scopes, 'P9');
  return personalClaims.filter((name) => names.includes(name));
}

/**
 * What somebody is asked to agree to: all that the scopes can ever release, since agreeing is agreeing to them, whatever level is reached by
 * then; `known` is what there is to be sent, `later` what there is not yet.
 */
export function claimsAsked(
  source: ClaimSource,
  scopes: readonly string[],
  now: Date,
): { known: string[]; later: string[] } {
  const { reached } = source;
  // Linkage keys are got as soon as this is agreed to.
  const got = reaches(reached, 'P9') && scopes.includes(linkageScope) ? scopeTable[linkageScope].claims : [];
  const there = new Set<string>([...personalClaimsOf(source, { scopes, achieved: reached, now }), ...got]);
  const all = personalClaimsIn(scopes);
  return { known: all.filter((name) => there.has(name)), later: all.filter((name) => !there.has(name)) };
}
