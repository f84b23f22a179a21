import { describe, expect, test } from '@jest/globals';
import { found } from './found-by-index.js';

const indexes = [
  { key: { _id: 1 } },
  { key: { a: 1, b: -1 } },
  { key: { 'list.of': 1 } },
  { key: { rare: 1 }, sparse: true },
  { key: { live: 1 }, partialFilterExpression: { state: { $in: ['open', 'held'] } } },
  { key: { key: 1 }, partialFilterExpression: { key: { $exists: true } } },
];

describe('Rows are found by an index', () => {
  test.each([
    { _id: 'x' },
    { a: 1 },
    { a: { $in: [1, 2] }, b: { $gt: 2 } },
    { other: 1, $and: [{ a: { $gte: 1 } }] },
    { list: { $elemMatch: { of: 1, at: { $gt: 1 } } } },
    { a: { $exists: false } },
    { rare: { $exists: true } },
    { live: 1, state: 'open' },
    { live: 1, state: { $in: ['held'] } },
    { key: 'k' },
    { $or: [{ a: 1 }, { _id: 'x' }] },
    { state: 'open', $or: [{ live: 1 }, { a: 1 }] },
    { a: 1, $or: [{ c: 1 }, { d: 1 }] },
  ])('by %j', (filter) => expect(found(filter, indexes)).toBe(true));
});

describe('All rows would be looked through', () => {
  test.each([
    {},
    { b: 1 },
    { other: 1 },
    { a: { $ne: 1 } },
    { a: { $not: { $gt: 1 } } },
    { rare: { $exists: false } },
    { rare: null },
    { live: 1 },
    { live: 1, state: 'over' },
    { live: 1, state: { $in: ['open', 'over'] } },
    { key: null },
    { $or: [{ a: 1 }, { c: 1 }] },
    { list: { $elemMatch: { at: 1 } } },
  ])('for %j', (filter) => expect(found(filter, indexes)).toBe(false));
});
