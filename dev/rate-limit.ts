/** @returns a function to call at each request: it throws where there were so many within so many milliseconds already */
export function rateLimit(most: number, withinMs: number, tooMany: () => Error): () => void {
  let times: number[] = [];
  return () => {
    const now = Date.now();
    times = times.filter((time) => time > now - withinMs);
    if (times.length >= most) throw tooMany();
    times.push(now);
  };
}
