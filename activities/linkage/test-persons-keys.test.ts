import { expect, test } from '@jest/globals';
import { linkageProblems } from '../../domain/linkage/linkage.js';
import { testPersonOf } from '../../domain/sandbox/test-people.js';
import type { TestPersonFound } from '../sandbox/test-people.js';
import { testPersonsKeys } from './test-persons-keys.js';

const patient = { nhsNumber: '9990000000', familyName: 'X', birthDate: '1990-01-01', odsCode: 'A12345' };

/** What comes of a test person's turn: the problem, or that their key is good. */
async function turn(name: string, number: number): Promise<string> {
  const system = testPersonsKeys(testPersonOf(`${name}@people.example`) as TestPersonFound, number);
  const keys = await system.retrieve(patient, 'x@people.example', 'x');
  return typeof keys === 'string' ? keys : system.check(patient, keys, 'x');
}

test.each(linkageProblems)(
  'Of the test person of %s it comes once, and is gone then, but for a loop',
  async (problem) => {
    const name = problem.replaceAll('_', '-');
    const turns = [await turn(name, 1), await turn(name, 2), await turn(name, 3)];
    const rejected = 'linkage_key_used';
    expect(turns).toEqual(problem === 'linkage_loop' ? [rejected, rejected, rejected] : [problem, 'good', 'good']);
  },
);

test('Any other test person has a key at once, always the same', async () => {
  expect(await turn('pass', 1)).toBe('good');
});
