import { PdsError } from './outcome.js';

/** @returns a function to call at each request, which throws 429 once a second has seen too many */
export function rateLimit(perSecond: number): () => void {
  let times: number[] = [];
  return () => {
    const now = Date.now();
    times = times.filter((time) => time > now - 1000);
    if (times.length >= perSecond)
      throw new PdsError(
        429,
        'TOO_MANY_REQUESTS',
        'Your application has created a spike in traffic and is being rate limited. Please reduce the frequency of your requests.',
      );
    times.push(now);
  };
}
