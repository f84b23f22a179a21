/** One row that a benchmark tells: names and figures. */
export type Row = Readonly<Record<string, string | number>>;

/** How many earlier runs a figure is held against. */
export const remembered = 5;

const more = /a second|per second|found|passed|answered|finished/i;
const counts = /writes|reads|updates|activities|events|bytes/i;
const costs = /\bms\b|\bs\b|CPU|seconds|\bMB\b|p50|p95|p99|ratio|times the|lost/i;

/** How a column is read: whether less or more of it is better, and the share by which it differs from run to run by itself. */
function reading(column: string): { better: 'less' | 'more'; noise: number } | undefined {
  if (more.test(column)) return { better: 'more', noise: 0.25 };
  if (counts.test(column)) return { better: 'less', noise: 0.05 };
  if (costs.test(column)) return { better: 'less', noise: /\bMB\b/.test(column) ? 0.1 : 0.25 };
  return undefined;
}

/**
 * Holds the figures of a row against those of earlier runs, newest last.
 * @returns by column, how many times as large it is as the last time, and whether it is worse than the worst of the last runs by more than
 * such figures differ by themselves. Without the columns that were not there, are no figures or were nothing.
 */
export function compare(row: Row, earlier: readonly Row[]): Map<string, { times: number; worse: boolean }> {
  const compared = new Map<string, { times: number; worse: boolean }>();
  const [last] = earlier.slice(-1);
  for (const [column, now] of Object.entries(row)) {
    const before = last?.[column];
    if (typeof now !== 'number' || typeof before !== 'number' || before === 0) continue;
    const known = earlier.slice(-remembered).map((one) => Number(one[column]));
    compared.set(column, { times: now / before, worse: isWorse(column, now, known) });
  }
  return compared;
}

function isWorse(column: string, now: number, known: readonly number[]): boolean {
  const { better, noise } = reading(column) ?? { noise: 0 };
  if (better === 'less') return now > Math.max(...known) * (1 + noise);
  return better === 'more' && now < Math.min(...known) * (1 - noise);
}
