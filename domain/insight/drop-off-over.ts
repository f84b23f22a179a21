import type { Baseline } from './drop-off-baseline.js';
import { dueAt, edgeCorrelation, type HourlyCounts, type HourNumber, hitAt } from './drop-off-counts.js';
import { rateAt } from './drop-off-score.js';
import { lowerTail, upperTail } from './drop-off-tail.js';

/** Short first: over is told as soon as one of them shows it. */
const windows = [3, 6, 12, 24, 48, 72, 168];
/** How unlikely so few would be if half of the rise were still there, and how likely where there is none. */
const [halfLeft, asUsual] = [0.005, 0.1];

/**
 * Whether an incident is over: some window shows that less than half of the rise is left, and that window and all
 * shorter ones are as usual. So an incident does not close and open by turns: closing takes proof, as opening did.
 * @param rise what the rate was above the past when the incident was told, in shares
 * @param since how many hours ago it was told: older hours say nothing of its end
 */
export function isOver(
  counts: HourlyCounts,
  end: number,
  hour: HourNumber,
  baseline: Baseline,
  { rise, since }: { rise: number; since: number },
): boolean {
  let [entered, hit, expected, at] = [0, 0, 0, 0];
  for (const hours of windows) {
    if (hours > since) return false;
    for (; at < hours; at++) {
      const came = dueAt(counts, end - 1 - at, baseline.late);
      entered += came;
      hit += hitAt(counts, end - 1 - at, came);
      expected += came * rateAt(baseline, hour - 1 - at);
    }
    const people = Math.round(entered);
    if (people === 0) continue;
    const lost = Math.max(0, Math.min(Math.round(hit), people));
    const rate = Math.min(0.98, expected / entered);
    const ends = (counts.entered[end - 1] ?? 0) + (counts.entered[end - 1 - hours] ?? 0);
    const correlation = Math.min(
      0.5,
      baseline.correlation + edgeCorrelation(counts.what, baseline.late, ends, people, rate),
    );
    if (upperTail(lost, people, rate, correlation) < asUsual) return false;
    if (lowerTail(lost, people, Math.min(0.98, rate + rise / 2), correlation) <= halfLeft) return true;
  }
  return false;
}
