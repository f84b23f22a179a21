import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatMrz } from './format-mrz.js';
import { issuerCodes } from './issuer-codes.js';
import { parseMrz } from './parse-mrz.js';

const today = '2026-06-15';
const state = fc.constantFrom(...issuerCodes.map((code) => code.replaceAll('<', '')));
const word = fc.stringMatching(/^[A-Z]{1,6}$/);
const name = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));
const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const document = fc
  .constantFrom('TD1' as const, 'TD2' as const, 'TD3' as const, 'MRV-A' as const, 'MRV-B' as const)
  .chain((format) =>
    fc.record({
      format: fc.constant(format),
      documentCode: fc.constantFrom(
        ...(format.startsWith('MRV') ? ['V', 'VC'] : format === 'TD3' ? ['P', 'PD'] : ['I', 'ID', 'AC']),
      ),
      issuer: state,
      nationality: state,
      documentNumber: fc.stringMatching(/^[0-9A-Z]{1,9}$/),
      surname: name,
      givenNames: name,
      birthDate: fc.option(day('1930-01-01', '2026-06-15'), { nil: undefined }),
      sex: fc.constantFrom('M' as const, 'F' as const, 'X' as const),
      expiryDate: day('2000-01-01', '2060-01-01'),
    }),
  )
  .filter(({ issuer, documentCode }) => !(issuer === 'FRA' && documentCode === 'ID'));

describe('writing an MRZ', () => {
  it('gives lines that read back as what was written, with right check digits', () => {
    fc.assert(
      fc.property(document, (written) => {
        const parsed = parseMrz(formatMrz(written), today);
        const { format, ...fields } = written;
        expect(parsed).toMatchObject({ format, checkDigitsValid: true, statesKnown: true });
        expect(parsed?.fields).toEqual({ ...fields, namesMayBeCut: parsed?.fields.namesMayBeCut });
      }),
    );
  });

  const anna = {
    format: 'TD3' as const,
    documentCode: 'P',
    issuer: 'UTO',
    nationality: 'UTO',
    documentNumber: 'L898902C3',
    surname: 'Eriksson',
    givenNames: 'Anna Maria',
    birthDate: '1974-08-12',
    sex: 'F' as const,
    expiryDate: '2012-04-15',
    personalNumber: 'ZE184226B',
  };

  it('writes the passport of ICAO 9303 part 4', () => {
    expect(formatMrz(anna)).toEqual([
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ]);
  });

  it('transliterates names: hyphens divide, apostrophes vanish, letters lose their accents', () => {
    const [line] = formatMrz({ ...anna, surname: "O'Connor-Müller", givenNames: 'Zoë Łucja' });
    expect(line).toBe('P<UTOOCONNOR<MUELLER<<ZOE<LUCJA<<<<<<<<<<<<<');
  });

  it('cuts names at the end of their field, and the reader says that they may be cut', () => {
    const long = { ...anna, surname: 'Papandropoulous', givenNames: 'Jonathon Warren Trevors Alexander' };
    const parsed = parseMrz(formatMrz(long), today);
    expect(parsed?.fields).toMatchObject({ givenNames: 'JONATHON WARREN TREVOR', namesMayBeCut: true });
    const fitting = parseMrz(formatMrz({ ...long, givenNames: 'Jonathon Warren' }), today);
    expect(fitting?.fields).toMatchObject({ givenNames: 'JONATHON WARREN', namesMayBeCut: false });
  });

  it('writes a long number of an identity card into the optional data, and refuses it for a passport', () => {
    const card = {
      ...anna,
      format: 'TD1' as const,
      documentCode: 'I',
      documentNumber: 'D23145890734',
      personalNumber: '',
    };
    expect(formatMrz(card)[0]).toBe('I<UTOD23145890<7349<<<<<<<<<<<');
    expect(parseMrz(formatMrz(card), today)).toMatchObject({
      checkDigitsValid: true,
      fields: { documentNumber: 'D23145890734' },
    });
    expect(() => formatMrz({ ...anna, documentNumber: 'D23145890734' })).toThrow(RangeError);
  });
});
