/** How many are looked at at once. */
const atOnce = 8;

/** Looks at each of many, several at once, and says how far it is. */
export async function lookThrough<T>(
  source: AsyncIterable<T>,
  say: (line: string) => void,
  look: (one: T) => Promise<void>,
): Promise<void> {
  const asked = source[Symbol.asyncIterator]();
  let count = 0;
  const lookers = Array.from({ length: atOnce }, async () => {
    for (let next = await asked.next(); !next.done; next = await asked.next()) {
      await look(next.value);
      count += 1;
      if (count % 1_000 === 0) say(`${count} looked at`);
    }
  });
  await Promise.all(lookers);
}
