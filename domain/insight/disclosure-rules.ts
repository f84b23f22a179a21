/** A figure, by the partners behind it: how many journeys each has in it. */
export type Shares = ReadonlyMap<string, number>;

/**
 * Sets of partners whose own figures one party sees: each partner by itself, and each person's services together. They are who might work
 * back the figure of a partner outside their set.
 */
export type Onlookers = readonly ReadonlySet<string>[];

/**
 * When a total over partners may be shown. Terms of statistical disclosure control: a threshold rule, a dominance rule (n = 1, k = 50 %), and a
 * p% rule (p = 10), which is also the tolerance: nobody may get nearer than that to the figure of a partner they do not see.
 */
export const disclosure = { partners: 5, journeys: 100, dominance: 0.5, tolerance: 0.1 } as const;

/** Figures are rounded to three digits, and to tens at least: what is smaller tells nothing about one partner. */
export const leastRounding = 10;

/** A total as it is shown. */
export function rounded(total: number): number {
  const base = Math.max(leastRounding, 10 ** (Math.trunc(Math.log10(Math.max(1, total))) - 2));
  return Math.round(total / base) * base;
}

/**
 * The primary rules. They hold for all partners together and, where some have made their figures known (`open`), for the rest by themselves,
 * since anybody can take the known ones off. Whatever keeps them added to whatever keeps them keeps them too.
 *
 * @returns true also where nothing is behind the figure that anybody could learn
 */
export function mayBeKnown(shares: Shares, open: ReadonlySet<string>, onlookers: Onlookers): boolean {
  const all = present(shares);
  if (all.size === 0) return true;
  const hidden = without(all, open);
  if (!manyBehind(all)) return false;
  if (hidden.size === 0) return true;
  return manyBehind(hidden) && manyBesides(hidden, onlookers) && isCovered(hidden, onlookers);
}

/** Whether at least 5 partners and 100 journeys are behind a figure and no partner has more than half of it. */
function manyBehind(shares: Shares): boolean {
  const sum = sumOf(shares);
  const most = Math.max(...shares.values());
  return shares.size >= disclosure.partners && sum >= disclosure.journeys && most <= disclosure.dominance * sum;
}

/** Whoever sees several services sees as many partners fewer: 4 are left at least, besides whoever looks. */
function manyBesides(shares: Shares, onlookers: Onlookers): boolean {
  return onlookers.every((seen) => {
    const left = [...shares.keys()].filter((partner) => !seen.has(partner)).length;
    return left === 0 || left >= disclosure.partners - 1;
  });
}

/**
 * The p% rule: whoever takes what they know from a total is left with a partner's figure and those of others. These others make up a tenth of
 * that figure at least, for every partner and everybody who looks.
 *
 * @param least shares not above it are covered by rounding
 */
export function isCovered(shares: Shares, onlookers: Onlookers, least = 0): boolean {
  const sum = sumOf(shares);
  const views = onlookers
    .map((seen) => ({ seen, known: sumOf([...seen].map((partner) => [partner, shares.get(partner) ?? 0])) }))
    .sort((one, other) => other.known - one.known);
  for (const [partner, share] of shares) {
    if (share <= least) continue;
    const known = views.find(({ seen }) => !seen.has(partner))?.known ?? 0;
    if (sum - share - known < disclosure.tolerance * share) return false;
  }
  return true;
}

/**
 * The change of a figure between two months is a figure too: where a partner joins or leaves while the others hardly move, the change is that
 * partner. So the p% rule holds for how much each partner changed, up or down. What is `open` in both months hides nobody.
 */
export function changeMayBeKnown(
  [before, openBefore]: readonly [Shares, ReadonlySet<string>],
  [after, openAfter]: readonly [Shares, ReadonlySet<string>],
  onlookers: Onlookers,
): boolean {
  const moved = new Map<string, number>();
  for (const partner of new Set([...before.keys(), ...after.keys()])) {
    if (openBefore.has(partner) && openAfter.has(partner)) continue;
    moved.set(partner, Math.abs((after.get(partner) ?? 0) - (before.get(partner) ?? 0)));
  }
  return isCovered(moved, onlookers, leastRounding);
}

export const sumOf = (shares: Iterable<readonly [string, number]>): number => {
  let sum = 0;
  for (const [, share] of shares) sum += share;
  return sum;
};

const present = (shares: Shares): Shares => new Map([...shares].filter(([, share]) => share > 0));

const without = (shares: Shares, some: ReadonlySet<string>): Shares =>
  new Map([...shares].filter(([partner]) => !some.has(partner)));
