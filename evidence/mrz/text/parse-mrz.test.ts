import { describe, expect, it } from '@jest/globals';
import { parseMrz } from './parse-mrz.js';

const today = '2026-06-15';
const td3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const mrvA = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'];
const mrvB = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'];

describe('parsing the specimens of ICAO 9303', () => {
  it('reads the passport of part 4', () => {
    expect(parseMrz(td3, today)).toEqual({
      format: 'TD3',
      checkDigitsValid: true,
      statesKnown: true,
      fields: {
        documentCode: 'P',
        issuer: 'UTO',
        documentNumber: 'L898902C3',
        nationality: 'UTO',
        surname: 'ERIKSSON',
        givenNames: 'ANNA MARIA',
        birthDate: '1974-08-12',
        sex: 'F',
        expiryDate: '2012-04-15',
        personalNumber: 'ZE184226B',
        namesMayBeCut: false,
      },
    });
  });

  it.each([
    ['TD2', td2],
    ['TD1', td1],
    ['MRV-A', mrvA],
    ['MRV-B', mrvB],
  ])('reads the %s, check digits and all', (format, lines) => {
    const parsed = parseMrz(lines, today);
    expect(parsed).toMatchObject({ format, checkDigitsValid: true, statesKnown: true });
    expect(parsed?.fields).toMatchObject({ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', issuer: 'UTO' });
  });
});

describe('parsing', () => {
  const with2 = (change: (line: string) => string) => parseMrz([td3[0] ?? '', change(td3[1] ?? '')], today);

  it.each([9, 19, 27, 42, 43])('notices a wrong check digit at position %i', (at) => {
    const parsed = with2((line) => line.slice(0, at) + String((Number(line[at]) + 1) % 10) + line.slice(at + 1));
    expect(parsed?.checkDigitsValid).toBe(false);
  });

  it('accepts a filler as check digit of an empty personal number, and of no other', () => {
    expect(parseMrz([td3[0] ?? '', 'L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8'], today)?.checkDigitsValid).toBe(
      true,
    );
    expect(with2((line) => `${line.slice(0, 42)}<0`)?.checkDigitsValid).toBe(false);
  });

  it('knows the French card, whose order is its own', () => {
    const lines = ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '9409923102854CORINNE<<<<<<<6512068F4'];
    expect(parseMrz(lines, today)).toMatchObject({
      format: 'TD2',
      checkDigitsValid: true,
      fields: { documentNumber: '940992310285', surname: 'BERTHIER', givenNames: 'CORINNE', birthDate: '1965-12-06' },
    });
    expect(parseMrz(lines, today)?.fields.expiryDate).toBeUndefined();
  });

  it('follows a long document number into the optional data', () => {
    // ICAO 9303 part 5, appendix: number D23145890734, check digit 9 after its end.
    const lines = [
      'I<UTOD23145890<7349<<<<<<<<<<<',
      '3407127M9507122UTO<<<<<<<<<<<2',
      'STEVENSON<<PETER<JOHN<<<<<<<<<',
    ];
    const parsed = parseMrz(lines, today);
    expect(parsed).toMatchObject({ checkDigitsValid: true, fields: { documentNumber: 'D23145890734' } });
    expect(parsed?.fields.personalNumber).toBeUndefined();
    expect(parseMrz([(lines[0] ?? '').replace('7349', '7348'), ...lines.slice(1)], today)?.checkDigitsValid).toBe(
      false,
    );
  });

  it('takes the latest century for a birth that is not in the future', () => {
    const birth = (yymmdd: string, day: string) =>
      parseMrz([td3[0] ?? '', `L898902C36UTO${yymmdd}2F1204159ZE184226B<<<<<10`], day)?.fields.birthDate;
    expect(birth('260615', today)).toBe('2026-06-15');
    expect(birth('260616', today)).toBe('1926-06-16');
    expect(birth('000229', today)).toBe('2000-02-29');
    expect(birth('240229', '2024-02-28')).toBe('1924-02-29');
    expect(birth('000229', '1999-12-31')).toBeUndefined(); // 1900 had no such day
  });

  it('leaves a date open that is partly unknown or no day', () => {
    expect(with2((line) => line.replace('7408122', '74<<<<5'))?.fields.birthDate).toBeUndefined();
    expect(with2((line) => line.replace('7408122', '7402302'))?.fields.birthDate).toBeUndefined();
    expect(with2((line) => line.replace('1204159', '1213019'))?.fields.expiryDate).toBeUndefined();
  });

  it('says when a state does not exist', () => {
    expect(with2((line) => line.replace('UTO', 'QQQ'))?.statesKnown).toBe(false);
    expect(parseMrz(['P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', td3[1] ?? ''], today)?.fields.issuer).toBe('D');
  });

  it.each([
    ['no lines', []],
    ['one line', [td3[0] ?? '']],
    ['lines too short', td3.map((line) => line.slice(0, 43))],
    ['lines in the wrong order', [...td3].reverse()],
    ['three lines of a passport', [...td3, td3[1] ?? '']],
    ['small letters', td3.map((line) => line.toLowerCase())],
    ['a letter in a date', [td3[0] ?? '', (td3[1] ?? '').replace('740812', '74O812')]],
  ])('gives nothing for %s', (_, lines) => {
    expect(parseMrz(lines, today)).toBeUndefined();
  });

  it('refuses a today that is no date, rather than guess a century', () => {
    expect(() => parseMrz(td3, 'yesterday')).toThrow(RangeError);
  });
});
