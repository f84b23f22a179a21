import { expect, test } from '@jest/globals';
import { scattered } from './shard-keys.js';

test('What does not say which shard it is of is asked of all', () => {
  const asked = (filter: object, what = '') => scattered('evidence', [filter], what);
  const named = [
    { caseId: 'a' },
    { caseId: { $in: ['a', 'b'] }, slot: 's' },
    { $and: [{ slot: 's' }, { caseId: { $eq: 'a' } }] },
  ];
  expect(named.map((filter) => asked(filter))).toEqual([false, false, false]);
  const unnamed = [{ _id: 'a' }, { caseId: { $gt: 'a' } }, { $or: [{ caseId: 'a' }, { slot: 's' }] }, {}];
  expect(unnamed.map((filter) => asked(filter))).toEqual([true, true, true, true]);
  expect(scattered('identities', [{ accountId: 'a' }], 'identities.deleteMany({"accountId":0})')).toBe(false);
  expect(scattered('audit', [{}], '')).toBe(false);
});
