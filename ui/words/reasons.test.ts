import { describe, expect, test } from '@jest/globals';
import { declineReasons } from '../../domain/casework/decline-reasons.js';
import { reasons, reasonTable } from '../../domain/journey/reasons.js';
import { languages } from './languages.js';
import { wordList } from './words.js';

const told = reasons.filter((code) => reasonTable[code].person === 'advice');

describe('The advice on a reason', () => {
  test.each(languages)('is there in %s for each that a person is told, and for no other', (language) => {
    const words = Object.keys(wordList('words', language)).filter((key) => key.startsWith('reason.'));
    expect(words.sort()).toEqual(told.map((code) => `reason.${code}`).sort());
  });

  test.each(languages)('is plain in %s: whole sentences, and no code, level or name of a machine part', (language) => {
    const words = wordList('words', language);
    for (const code of told) {
      const text = words[`reason.${code}`] ?? '';
      expect(text).toMatch(/^\p{Lu}.*\.$/u);
      expect(text).not.toMatch(/_|\bMRZ\b|\bPDS\b|\bP[059]\b|https?:/);
    }
  });

  test('is there for everything a checker may decline for', () => {
    const declines = Object.values(declineReasons).flat();
    expect(declines.filter((code) => reasonTable[code].person !== 'advice')).toEqual([]);
  });

  test.each(languages)('is another than the words for checkers, who have some in %s for each reason', (language) => {
    const words = wordList('casework', language);
    expect(reasons.filter((code) => !words[`reason.${code}`])).toEqual([]);
  });
});
