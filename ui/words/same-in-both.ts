/** Texts that are the same in English and Welsh: names of languages, and a unit of counting. */
export const sameInBoth: ReadonlySet<string> = new Set(['English', 'Cymraeg']);
