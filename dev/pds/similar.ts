/** A text as a fuzzy search compares it: letters only, no accents, lower case. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\d]/gu, '')
    .toLowerCase();

/** Whether two names are the same but for at most one letter (two in long ones). */
export function isSimilar(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return distance(a, b) <= (Math.min(a.length, b.length) > 5 ? 2 : 1);
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Whether a text matches a pattern with `*` for any letters; case is ignored, and spaces where told. */
export function matchesPattern(text: string, pattern: string, ignoreSpaces = false): boolean {
  const bare = (value: string) => (ignoreSpaces ? value.replace(/\s/g, '') : value).toLowerCase();
  const expression = bare(pattern)
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'u').test(bare(text));
}
