/** A histogram of durations: bucket → how many. */
export type Histogram = Readonly<Record<string, number>>;

/** Each bucket's upper bound is this many times the one before: a median read from it is at most 19 % off. */
const ratio = Math.SQRT2;
/** Upper bound of bucket 0, in milliseconds. */
const smallest = 25;
/** The last bucket begins at about 31 days. */
export const bucketCount = 54;

/** The bucket of a duration in milliseconds. */
export function bucketOf(ms: number): number {
  if (!(ms > smallest)) return 0;
  return Math.min(bucketCount - 1, Math.ceil(Math.log(ms / smallest) / Math.log(ratio) - 1e-9));
}

/** The bounds of a bucket, in milliseconds. */
export function boundsOf(bucket: number): { from: number; to: number } {
  return { from: bucket === 0 ? 0 : smallest * ratio ** (bucket - 1), to: smallest * ratio ** bucket };
}

/** All of some histograms together. */
export function addHistograms(histograms: readonly Histogram[]): Histogram {
  const sum: Record<string, number> = {};
  for (const one of histograms) {
    for (const [bucket, count] of Object.entries(one)) sum[bucket] = (sum[bucket] ?? 0) + count;
  }
  return sum;
}

/**
 * The duration that a share of all did not exceed, in milliseconds; 0.5 for the median. Within its bucket it is interpolated. Undefined
 * where there is nothing.
 */
export function quantile(histogram: Histogram, share: number): number | undefined {
  const buckets = Object.keys(histogram)
    .map(Number)
    .sort((a, b) => a - b);
  const total = buckets.reduce((sum, bucket) => sum + (histogram[bucket] ?? 0), 0);
  if (total === 0) return undefined;
  let before = 0;
  for (const bucket of buckets) {
    const here = histogram[bucket] ?? 0;
    const { from, to } = boundsOf(bucket);
    if (before + here >= share * total) return from + ((share * total - before) / here) * (to - from);
    before += here;
  }
  return undefined;
}
