/** Texts that are the same in English and Welsh: names of languages, and words that both have. */
export const sameInBoth: ReadonlySet<string> = new Set(['English', 'Cymraeg', 'Partner', '{name}, {date}']);
