import { expect, test } from '@jest/globals';
import { linkageProblems, linkageProblemTable } from '../../../domain/linkage/linkage.js';
import { wordList } from '../../words/words.js';

const shared = ['way.again', 'way.paper'];

test.each(['en', 'cy'] as const)(
  'Each problem of linkage keys, and each way out of it, has its words (%s)',
  (language) => {
    const words = wordList('sign-in/linkage', language);
    const missing = linkageProblems.flatMap((problem) => {
      const ways = linkageProblemTable[problem].ways.filter((way) => !shared.includes(`way.${way}`));
      const keys = [`${problem}.title`, `${problem}.text`, ...ways.map((way) => `${problem}.${way}`)];
      return keys.filter((key) => !words[key]);
    });
    expect(missing).toEqual([]);
  },
);
