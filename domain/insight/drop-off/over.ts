import type { Baseline } from './baseline.js';
import type { HourlyCounts, HourNumber } from './counts.js';
import { lowerTail, upperTail } from './tail.js';
import { windowsBefore } from './window.js';

/** Short first: over is told as soon as one of them shows it. */
const lengths = [3, 6, 12, 24, 48, 72, 168];
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
  const known = lengths.filter((hours) => hours <= since);
  for (const { entered, hit, expected, noise } of windowsBefore(counts, end, hour, baseline, known)) {
    const trials = Math.round(entered);
    if (trials === 0) continue;
    const lost = Math.max(0, Math.min(Math.round(hit), trials));
    const usual = { trials, rate: Math.min(0.98, expected / entered), correlation: baseline.correlation, noise };
    if (upperTail(lost, usual) < asUsual) return false;
    if (lowerTail(lost, { ...usual, rate: Math.min(0.98, usual.rate + rise / 2) }) <= halfLeft) return true;
  }
  return false;
}
