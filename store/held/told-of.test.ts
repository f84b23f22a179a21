import { expect, test } from '@jest/globals';
import { toldOf } from './told-of.js';

test('A person is told that a check was drawn for our staff, without the share; of one left to machines nothing', () => {
  const entry = { at: new Date(0), actor: { kind: 'system', id: 'verification' } as const, action: 'automation.drawn' };
  const draw = (by: string) => toldOf({ ...entry, accountId: 'a', details: { by, rate: 40, version: 2 } });
  expect(draw('machine')).toEqual([]);
  expect(draw('person')).toEqual([{ ...entry, accountId: 'a' }]);
});
