/** What work comes to, if it does within so many milliseconds; else it is as if it had failed, though it goes on. */
export function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long')), patience);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
