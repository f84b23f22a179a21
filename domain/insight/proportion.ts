/** The standard normal quantile of a two-sided 95 % interval. */
const z = 1.959963984540054;

/** A share and its 95 % confidence interval, from 0 to 1. */
export type Proportion = { count: number; of: number; share: number; low: number; high: number };

/**
 * A share with Wilson's score interval, which holds for small numbers and near 0 and 1. Undefined of nothing. Source: E. B. Wilson, 1927;
 * R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, method 3.
 *
 * @param count how many of `of`; more than that counts as all
 */
export function proportion(count: number, of: number): Proportion | undefined {
  if (of <= 0) return undefined;
  const some = Math.min(count, of);
  const share = some / of;
  const middle = 2 * some + z * z;
  const spread = z * Math.sqrt(z * z + 4 * some * (1 - share));
  const scale = 2 * (of + z * z);
  return {
    ...{ count: some, of, share },
    low: some === 0 ? 0 : (middle - spread) / scale,
    high: some === of ? 1 : (middle + spread) / scale,
  };
}

/** How far a second share lies above a first, with its 95 % confidence interval; `real` where that leaves out no difference at all. */
export type Difference = { difference: number; low: number; high: number; real: boolean };

/**
 * The difference of two independent shares, `after` less `before`, by Newcombe's hybrid of two Wilson intervals. Source: R. G. Newcombe,
 * Statistics in Medicine 17 (1998), 873–890, method 10.
 */
export function differenceOf(before: Proportion, after: Proportion): Difference {
  const difference = after.share - before.share;
  const low = difference - Math.hypot(after.share - after.low, before.high - before.share);
  const high = difference + Math.hypot(after.high - after.share, before.share - before.low);
  return { difference, low, high, real: low > 0 || high < 0 };
}
