import { describe, expect, it } from '@jest/globals';
import { parseMrz } from '../../../evidence/mrz/text/parse-mrz.js';
import { diceFrom } from './dice.js';
import { kinds, randomDocument } from './document.js';
import { mrzSpecimen } from './specimen.js';

describe('documents by chance', () => {
  it.each(kinds)('of the kind %s have lines with right check digits and known states', (kind) => {
    for (let seed = 0; seed < 60; seed++) {
      const { lines, fields } = randomDocument(kind, diceFrom(seed));
      const parsed = parseMrz(lines, '2026-01-01');
      expect(parsed).toMatchObject({ checkDigitsValid: true, statesKnown: true });
      expect(parsed?.format).toBe(kind === 'french' ? 'TD2' : kind);
      expect(parsed?.fields.documentNumber).toBe(fields.documentNumber);
      expect(parsed?.fields.birthDate).toBe(fields.birthDate);
    }
  });
});

it('the same seed draws the same picture', async () => {
  const [a, b] = [await mrzSpecimen(3, 'small scan', 'TD1'), await mrzSpecimen(3, 'small scan', 'TD1')];
  expect(a.lines).toEqual(b.lines);
  expect(Buffer.from(a.picture).equals(b.picture)).toBe(true);
});
