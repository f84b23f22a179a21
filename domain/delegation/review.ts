import type { DelegationBasis } from './delegation.js';

/** What one caseworker found of the papers of a delegation. */
export type DelegationDecision = { checkerId: string; senior: boolean; agrees: boolean };

/** How many caseworkers must agree: who acts by a power of attorney acts for somebody who cannot object. */
export const checkersFor = (basis: DelegationBasis): 1 | 2 => (basis === 'attorney' ? 2 : 1);

/** Whether it is agreed to, refused, or undecided still. Of two who disagree, a senior who is neither decides. */
export function outcomeOf(basis: DelegationBasis, decisions: readonly DelegationDecision[]): boolean | undefined {
  const [first, second, third] = decisions;
  if (checkersFor(basis) === 1) return first?.agrees;
  if (!first || !second) return undefined;
  return first.agrees === second.agrees ? first.agrees : third?.agrees;
}

/** Whether a caseworker may decide now: nobody twice, and a dispute only a senior. */
export function mayDecideOn(
  basis: DelegationBasis,
  decisions: readonly DelegationDecision[],
  { checkerId, senior }: Pick<DelegationDecision, 'checkerId' | 'senior'>,
): boolean {
  if (outcomeOf(basis, decisions) !== undefined) return false;
  if (decisions.some((one) => one.checkerId === checkerId)) return false;
  return decisions.length < 2 || senior;
}
