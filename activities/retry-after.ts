/**
 * How long an answer asks us to wait before we come again (`Retry-After`: seconds, or a date; RFC 9110, 10.2.3), in milliseconds and no more than
 * `most`. Undefined where it does not say.
 */
export function retryAfter(answer: Response, most: number): number | undefined {
  const value = answer.headers.get('retry-after');
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), most);
}
