/** A piece of a text, and whether it is other than in the text it was compared with. */
export type Piece = { text: string; differs: boolean };

const plain = (letter: string) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Cuts `text` into what it has in common with `other` (their longest common subsequence, without regard to case and accents) and what it has
 * not. @returns the pieces in order: joined they are `text`
 */
export function markDifferences(text: string, other: string): Piece[] {
  const [mine, theirs] = [[...text], [...other]];
  const lengths = commonLengths(mine.map(plain), theirs.map(plain));
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < mine.length) {
    const letter = mine[i] as string;
    const same = j < theirs.length && plain(letter) === plain(theirs[j] as string);
    if (!same && j < theirs.length && at(lengths, i, j + 1) >= at(lengths, i + 1, j)) {
      j++;
      continue;
    }
    const last = pieces.at(-1);
    if (last?.differs === !same) last.text += letter;
    else pieces.push({ text: letter, differs: !same });
    i++;
    if (same) j++;
  }
  return pieces;
}

const at = (lengths: number[][], i: number, j: number) => lengths[i]?.[j] ?? 0;

/** How long the longest common subsequence of the rests from `i` and from `j` on is. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] as number[];
      row[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}
