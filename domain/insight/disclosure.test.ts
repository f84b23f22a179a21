import { describe, expect, test } from '@jest/globals';
import { disclose, type MonthTable, type ToldMonth } from './disclosure.js';
import { rounded } from './disclosure-rules.js';

const table = (cells: Record<string, Record<string, number>>, open: string[] = []): MonthTable => ({
  cells: new Map(Object.entries(cells).map(([cell, shares]) => [cell, new Map(Object.entries(shares))])),
  open: new Set(open),
});
const one = (shares: Record<string, number>, open: string[] = []) => table({ x: shares }, open);
const x = [{ figure: 'x', cells: ['x'] }];
const levels = [
  { figure: 'all', cells: ['P0', 'P5', 'P9'] },
  ...['P0', 'P5', 'P9'].map((level) => ({ figure: level, cells: [level] })),
];
const told = (month: MonthTable, earlier: MonthTable[] = [], seen: string[][] = [], wanted = x) => {
  const before: ToldMonth[] = earlier.map((one) => ({ ...one, blocks: disclose(one, wanted, [], []).blocks }));
  return [
    ...disclose(
      month,
      wanted,
      before,
      seen.map((some) => new Set(some)),
    ).totals.keys(),
  ];
};
const five = { a: 100, b: 90, c: 80, d: 70, e: 60 };

describe('A total is told', () => {
  test('with 5 partners, 100 journeys and none above half of it', () => {
    expect(told(one(five))).toEqual(['x']);
    expect(told(one({ a: 20, b: 20, c: 20, d: 20, e: 20 }))).toEqual(['x']);
    expect(told(one({ a: 50, b: 20, c: 10, d: 10, e: 10 }))).toEqual(['x']);
  });

  test.each([
    ['four partners', { a: 100, b: 90, c: 80, d: 70 }],
    ['a fifth without journeys', { a: 100, b: 90, c: 80, d: 70, e: 0 }],
    ['99 journeys', { a: 20, b: 20, c: 20, d: 20, e: 19 }],
    ['one above half', { a: 51, b: 20, c: 10, d: 10, e: 9 }],
    ['the second being able to reckon the first', { a: 490, b: 480, c: 10, d: 10, e: 10 }],
    ['nothing', {}],
  ])('not with %s', (_, shares: Record<string, number>) => {
    expect(told(one(shares))).toEqual([]);
  });

  test('not where what is left without those who made theirs known is too little', () => {
    const six = { ...five, f: 100 };
    expect(told(one(six, ['f']))).toEqual(['x']);
    expect(told(one(six, ['f', 'a']))).toEqual([]);
    expect(told(one(six, Object.keys(six)))).toEqual(['x']);
    expect(told(one({ a: 300, b: 50, c: 50, d: 50, e: 50, f: 300 }, ['f']))).toEqual([]);
  });

  test('not where somebody sees two of five services', () => {
    expect(told(one(five), [], [['a', 'b']])).toEqual([]);
    expect(told(one({ ...five, f: 50 }), [], [['a', 'b']])).toEqual(['x']);
    expect(told(one(five), [], [Object.keys(five)])).toEqual(['x']);
  });
});

describe('A table', () => {
  const good = Object.fromEntries(Object.entries(five).map(([partner, share]) => [partner, share * 2]));
  test('with one level that may not be told hides another, and keeps the total', () => {
    expect(told(table({ P0: good, P5: good, P9: five }), [], [], levels)).toEqual(['all', 'P0', 'P5', 'P9']);
    const single = table({ P0: good, P5: five, P9: { a: 30 } });
    expect(told(single, [], [], levels)).toEqual(['all', 'P0']);
  });

  test('whose levels leave nothing over tells the others', () => {
    expect(told(table({ P0: good, P5: five, P9: {} }), [], [], levels)).toEqual(['all', 'P0', 'P5']);
  });

  test('does not tell how many succeeded where those who did not would be one partner’s', () => {
    const wanted = [
      { figure: 'started', cells: ['failed', 'succeeded'] },
      { figure: 'succeeded', cells: ['succeeded'] },
    ];
    expect(told(table({ succeeded: good, failed: { a: 90 } }), [], [], wanted)).toEqual(['started']);
    expect(told(table({ succeeded: good, failed: five }), [], [], wanted)).toEqual(['started', 'succeeded']);
  });
});

describe('From month to month', () => {
  const moved = { a: 110, b: 84, c: 85, d: 68, e: 66 };
  test('figures that move everywhere are told', () => {
    expect(told(one(moved), [one(five)])).toEqual(['x']);
  });

  test.each([
    ['joins', five, { ...five, f: 80 }],
    ['leaves', { ...five, f: 80 }, five],
    ['falls to almost nothing', { ...five, f: 80 }, { ...five, f: 2 }],
    ['joins while one other moves', five, { ...five, f: 80, a: 150 }],
  ])('not where a partner %s and the rest stands still', (_, before, after) => {
    expect(told(one(after), [one(before)])).toEqual([]);
  });

  test('a partner joins among others that move', () => {
    expect(told(one({ ...moved, f: 80 }), [one(five)])).toEqual(['x']);
  });

  test('a month is held against all those told before, not the last alone', () => {
    const twice = { ...moved, f: 80 };
    const still = { ...five, f: 80 };
    expect(told(one(still), [one(twice)])).toEqual(['x']);
    expect(told(one(still), [one(five), one(twice)])).toEqual([]);
  });

  test('sums of levels are held against each other, not each level by itself', () => {
    const before = table({ P0: { ...five, f: 100 }, P5: { ...five, f: 100 } });
    const swap = { a: 120, b: 110, c: 100, d: 50, e: 40 };
    const back = { a: 80, b: 70, c: 60, d: 90, e: 80 };
    const after = table({ P0: { ...swap, f: 100 }, P5: { ...back, f: 190 } });
    const two = [
      { figure: 'P0', cells: ['P0'] },
      { figure: 'P5', cells: ['P5'] },
    ];
    expect(told(after, [before], [], two)).toEqual(['P0']);
  });
});

test.each([
  [0, 0],
  [104, 100],
  [105, 110],
  [999, 1000],
  [1234, 1230],
  [12_345, 12_300],
  [987_654, 988_000],
])('%d is shown as %d', (total, shown) => {
  expect(rounded(total)).toBe(shown);
});
