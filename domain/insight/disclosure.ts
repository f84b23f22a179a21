import { changeMayBeKnown, mayBeKnown, type Onlookers, type Shares, sumOf } from './disclosure-rules.js';

/** A month's table: its smallest cells, each by the partners behind it, and the partners whose figures everybody knows. */
export type MonthTable = { cells: ReadonlyMap<string, Shares>; open: ReadonlySet<string> };

/**
 * A month that was told: its table, and the blocks of cells whose sums can be worked out from what was shown. Any sum of whole blocks can be
 * worked out, nothing inside a block.
 */
export type ToldMonth = MonthTable & { blocks: readonly (readonly string[])[] };

/** A figure that is wanted: a sum of cells. */
export type Wanted = { figure: string; cells: readonly string[] };

/**
 * Chooses which of the wanted figures of a month are told: the first wanted first. A figure is told only where everything that it lets anybody
 * work out may be known: the figure, its complement in every figure told before (secondary suppression), and the change of each sum of blocks
 * since every earlier month in which it could be worked out as well.
 *
 * @param earlier months told before, of the same table
 * @returns the totals of the figures that are told, and the blocks to be kept for later months
 */
export function disclose(
  month: MonthTable,
  wanted: readonly Wanted[],
  earlier: readonly ToldMonth[],
  onlookers: Onlookers,
): { totals: Map<string, number>; blocks: string[][] } {
  const everybody = withEachPartner(onlookers, [month, ...earlier]);
  const totals = new Map<string, number>();
  let blocks: string[][] = [];
  for (const { figure, cells } of wanted) {
    const finer = refine(blocks, cells);
    const told = sharesOf(month, cells);
    if (sumOf(told) === 0) continue;
    if (finer.length > blocks.length && !mayBeTold(month, finer, earlier, everybody)) continue;
    blocks = finer;
    totals.set(figure, sumOf(told));
  }
  return { totals, blocks };
}

/** Splits blocks where a figure cuts them; what no block held becomes one of its own. */
function refine(blocks: readonly (readonly string[])[], cells: readonly string[]): string[][] {
  const within = new Set(cells);
  const held = new Set(blocks.flat());
  const pieces = blocks.flatMap((block) => [
    block.filter((cell) => within.has(cell)),
    block.filter((cell) => !within.has(cell)),
  ]);
  return [...pieces, cells.filter((cell) => !held.has(cell))].filter((piece) => piece.length > 0);
}

function mayBeTold(
  month: MonthTable,
  blocks: readonly (readonly string[])[],
  earlier: readonly ToldMonth[],
  onlookers: Onlookers,
): boolean {
  if (!blocks.every((block) => mayBeKnown(sharesOf(month, block), month.open, onlookers))) return false;
  return earlier.every((before) =>
    unionsOf(inBoth(blocks, before.blocks)).every((cells) =>
      changeMayBeKnown([sharesOf(before, cells), before.open], [sharesOf(month, cells), month.open], onlookers),
    ),
  );
}

/** The smallest sets of cells that are whole blocks in both months. */
function inBoth(some: readonly (readonly string[])[], others: readonly (readonly string[])[]): string[][] {
  const groups: Set<string>[] = [];
  for (const block of [...some, ...others]) {
    const touched = groups.filter((group) => block.some((cell) => group.has(cell)));
    const joined = new Set([...block, ...touched.flatMap((group) => [...group])]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), joined);
  }
  const [inSome, inOthers] = [new Set(some.flat()), new Set(others.flat())];
  return groups
    .map((group) => [...group])
    .filter((group) => group.every((cell) => inSome.has(cell) && inOthers.has(cell)));
}

/** Every sum that can be made of some sets. @param sets a dozen at most */
function unionsOf(sets: readonly (readonly string[])[]): string[][] {
  return Array.from({ length: 2 ** sets.length - 1 }, (_, index) =>
    sets.filter((_, bit) => (index + 1) & (1 << bit)).flat(),
  );
}

function sharesOf({ cells: table }: MonthTable, cells: readonly string[]): Shares {
  const shares = new Map<string, number>();
  for (const cell of cells) {
    for (const [partner, share] of table.get(cell) ?? []) shares.set(partner, (shares.get(partner) ?? 0) + share);
  }
  return shares;
}

/** Every partner sees its own. */
function withEachPartner(onlookers: Onlookers, months: readonly MonthTable[]): Onlookers {
  const partners = new Set(months.flatMap(({ cells }) => [...cells.values()].flatMap((shares) => [...shares.keys()])));
  return [...onlookers.filter(({ size }) => size > 1), ...[...partners].map((partner) => new Set([partner]))];
}
