import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { disclose, type MonthTable, type ToldMonth } from './disclosure.js';

/*
 * An attacker sees the figures of one partner, or of two services, and every total that is told, for months, unrounded. It adds and takes off
 * totals in every way, then what it knows. This test knows nothing of the rules: it works with vectors of cells.
 */
const cells = ['P5 left', 'P5 done', 'P9 left', 'P9 done'] as const;
const figures: Record<string, readonly number[]> = {
  'all started': [1, 1, 1, 1],
  'all done': [0, 1, 0, 1],
  'P9 started': [0, 0, 1, 1],
  'P9 done': [0, 0, 0, 1],
  'P5 started': [1, 1, 0, 0],
  'P5 done': [0, 1, 0, 0],
};
const wanted = Object.entries(figures).map(([figure, vector]) => ({
  figure,
  cells: cells.filter((_, index) => vector[index]),
}));
const tolerance = 0.1;
/** What rounding to tens hides is not looked for in changes of months. */
const covered = 10;

type Counts = Record<string, number[]>;
type Month = { counts: Counts; open: string[] };
const names = [...'abcdefghi'];

const size = fc.oneof(fc.nat(30), fc.integer({ min: 20, max: 200 }), fc.integer({ min: 200, max: 3_000 }));
const partner = fc.tuple(size, size, size, size).map((four) => [...four]);
/** A partner's next month: as it was, almost, somewhat else, gone, or quite new. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant((now: number[]) => now) },
  fc.integer({ min: -6, max: 6 }).map((by) => (now: number[]) => now.map((one) => Math.max(0, one + by))),
  fc.double({ min: 0.6, max: 1.6, noNaN: true }).map((by) => (now: number[]) => now.map((one) => Math.round(one * by))),
  fc.constant(() => [0, 0, 0, 0]),
  partner.map((next) => () => next),
);
const world = fc
  .record({
    first: fc.array(partner, { minLength: 5, maxLength: names.length }),
    /** All stand still but some. */
    still: fc.boolean(),
    steps: fc.array(fc.array(step, { minLength: names.length, maxLength: names.length }), {
      minLength: 1,
      maxLength: 2,
    }),
    opens: fc.array(fc.subarray(names, { maxLength: 2 }), { minLength: 3, maxLength: 3 }),
    mover: fc.nat(4),
  })
  .map(({ first, still, steps, opens, mover }): Month[] => {
    let now = first;
    const rows = [
      first,
      ...steps.map(
        (all) => (now = now.map((row, n) => (still && n !== mover ? row : ((all[n] ?? String)(row) as number[])))),
      ),
    ];
    return rows.map((row, index) => ({
      counts: Object.fromEntries(row.map((counts, n) => [names[n] ?? '', counts])),
      open: opens[index] ?? [],
    }));
  });

const tableOf = ({ counts, open }: Month): MonthTable => ({
  cells: new Map(
    cells.map((cell, index) => [cell, new Map(Object.entries(counts).map(([name, row]) => [name, row[index] ?? 0]))]),
  ),
  open: new Set(open),
});

/** All sets of cells whose total follows from the totals told, with that total. */
function workedOut(totals: ReadonlyMap<string, number>): Map<string, number> {
  let known: { vector: number[]; total: number }[] = [{ vector: cells.map(() => 0), total: 0 }];
  for (const [figure, total] of totals) {
    const own = figures[figure] ?? [];
    known = known.flatMap((one) =>
      [-1, 0, 1].map((times) => ({
        vector: one.vector.map((value, index) => value + times * (own[index] ?? 0)),
        total: one.total + times * total,
      })),
    );
  }
  const sets = known.filter(({ vector }) => vector.every((value) => value === 0 || value === 1) && vector.includes(1));
  return new Map(sets.map(({ vector, total }) => [vector.join(''), total]));
}

const of = (counts: Counts, name: string, set: string) =>
  (counts[name] ?? []).reduce((sum, count, index) => sum + (set[index] === '1' ? count : 0), 0);

type Seen = Month & { sets: Map<string, number> };

/** A total less what is known: no other partner can have more than that. Figures to which that comes too near. */
function* nearFigures(seen: readonly Seen[], attacker: readonly string[]) {
  for (const { counts, open, sets } of seen) {
    const isKnown = (name: string) => attacker.includes(name) || open.includes(name);
    const others = Object.keys(counts).filter((name) => !isKnown(name));
    for (const [set, total] of sets) {
      const known = Object.keys(counts).filter(isKnown);
      const left = total - known.reduce((sum, name) => sum + of(counts, name, set), 0);
      for (const name of others) {
        const figure = of(counts, name, set);
        if (left - figure < tolerance * figure) yield { attacker, name, set, figure, left };
      }
    }
  }
}

/** A month less another: nearer than all others moved, up or down, nobody can tell. Moves to which that comes too near. */
function* nearChanges(seen: readonly Seen[], attacker: readonly string[]) {
  for (const [index, { counts, open, sets }] of seen.entries()) {
    for (const then of seen.slice(0, index)) {
      const unseen = Object.keys(counts).filter(
        (name) => !attacker.includes(name) && !(open.includes(name) && then.open.includes(name)),
      );
      for (const set of sets.keys()) {
        if (!then.sets.has(set)) continue;
        const moves = unseen.map((name) => ({
          name,
          by: Math.abs(of(counts, name, set) - of(then.counts, name, set)),
        }));
        const all = moves.reduce((sum, { by }) => sum + by, 0);
        for (const { name, by } of moves) {
          if (by > covered && all - by < tolerance * by) yield { attacker, name, set, by, all };
        }
      }
    }
  }
}

test('Whoever knows its own figures and all totals gets no nearer to a partner’s figure than a tenth of it', () => {
  const pair = new Set(['a', 'b']);
  let shown = 0;
  fc.assert(
    fc.property(world, (months) => {
      const before: ToldMonth[] = [];
      const seen = months.map((month) => {
        const table = tableOf(month);
        const { totals, blocks } = disclose(table, wanted, before, [pair]);
        before.push({ ...table, blocks });
        shown += totals.size;
        return { ...month, sets: workedOut(totals) };
      });
      for (const attacker of [['a', 'b'], ...names.map((name) => [name])]) {
        expect([...nearFigures(seen, attacker), ...nearChanges(seen, attacker)]).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
  // The rules are not kept by telling nothing.
  expect(shown).toBeGreaterThan(400);
});

test('At thirty partners of ordinary size that move a little each month, all is told in every month', () => {
  const sizes = Array.from({ length: 30 }, (_, n) => 200 + ((n * 7_919) % 2_000));
  const before: ToldMonth[] = [];
  for (let month = 0; month < 12; month++) {
    const wave = (n: number, index: number) => 1 + 0.08 * Math.sin(n * 13 + month * ((n % 5) + 1) + index);
    const counts = sizes.map((one, n) =>
      [0.3, 0.7, 0.4, 0.6].map((share, index) => Math.round(one * share * wave(n, index))),
    );
    // One joins, one leaves.
    if (month < 4) counts[3] = [0, 0, 0, 0];
    if (month > 7) counts[4] = [0, 0, 0, 0];
    const table = tableOf({ counts: Object.fromEntries(counts.map((row, n) => [`p${n}`, row])), open: ['p5'] });
    const { totals, blocks } = disclose(table, wanted, before, []);
    expect([...totals.keys()].sort()).toEqual(Object.keys(figures).sort());
    before.push({ ...table, blocks });
  }
});
