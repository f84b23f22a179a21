/** False alarms that a partner may expect in a year of which nothing is wrong, at most, as the threshold is set. */
const alarmsPerPartnerYear = 0.5;
const runsPerYear = 365 * 24;
/**
 * A false alarm comes so many times more seldom than the chances say: hours in a row see nearly the same windows, and a rate is allowed some swing of its own.
 * Chosen on the plain traffic of the benchmark.
 */
const seldomThanSaid = 20;
const mostFalse = 0.1;

/**
 * Which of the chances of one run are discoveries (Benjamini and Hochberg 1995): among all that are told, the expected
 * share of false ones stays below what the year’s budget leaves for a run. With more partners the family grows, and so
 * does the budget: what one partner sees does not depend on how many others there are.
 * @returns their places, the least likely first
 */
export function discoveries(chances: readonly number[], partners: number, family: number): number[] {
  const budget = Math.min(mostFalse, (alarmsPerPartnerYear * partners) / runsPerYear);
  const order = chances.map((_, place) => place).sort((a, b) => (chances[a] ?? 1) - (chances[b] ?? 1));
  let count = 0;
  order.forEach((place, rank) => {
    if ((chances[place] ?? 1) / seldomThanSaid <= (budget * (rank + 1)) / family) count = rank + 1;
  });
  return order.slice(0, count);
}
