/** How two judges agree who each said pass or decline of the same cases. */
export type Agreement = {
  cases: number;
  /** The share of cases of which both said the same, from 0 to 1. */
  agreed: number;
  /** Cohen's kappa, from -1 to 1: agreement beyond chance. Undefined where chance alone would agree always. */
  kappa: number | undefined;
};

/**
 * Cohen's kappa (J. Cohen, A coefficient of agreement for nominal scales, 1960): (p_o - p_e) / (1 - p_e).
 * @param pairs what the one and the other said of each case @returns undefined where there are none
 */
export function agreementOf(
  pairs: readonly (readonly ['pass' | 'decline', 'pass' | 'decline'])[],
): Agreement | undefined {
  const cases = pairs.length;
  if (cases === 0) return undefined;
  const share = (count: number) => count / cases;
  const agreed = share(pairs.filter(([one, other]) => one === other).length);
  const [onePasses, otherPasses] = [0, 1].map((judge) => share(pairs.filter((pair) => pair[judge] === 'pass').length));
  const [p = 0, q = 0] = [onePasses, otherPasses];
  const byChance = p * q + (1 - p) * (1 - q);
  return { cases, agreed, kappa: byChance === 1 ? undefined : (agreed - byChance) / (1 - byChance) };
}
