import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareNames, nameWords, parseName } from './names.js';

const record = (
  familyName: string,
  given: string,
  formerNames: { familyName: string; givenNames: string[] }[] = [],
) => ({
  familyName,
  givenNames: given.split(' '),
  formerNames,
});
const typed = (givenNames: string, familyName: string) => ({ givenNames, familyName });

describe('names', () => {
  test.each([
    ['Zoe', 'Fairweather Lloyd', record('Fairweather-Lloyd', 'Zoë')],
    ['SIÂN', "o'brien", record('O’Brien', 'Siân')],
    ['Sian', 'OBrien', record("O'Brien", 'Siân')],
    ['Jurgen', 'Gross', record('Groß', 'Jürgen')],
    ['Soren', 'Lecki', record('Łęcki', 'Søren')],
    ['Anna', 'Smith', record('Smith', 'Anna Maria')],
    ['Anna Maria', 'Smith', record('Smith', 'Anna')],
    ['Maryann', 'Smith', record('Smith', 'Mary-Ann')],
    ['Mary Ann', 'Smith', record('Smith', 'Maryann Rose')],
    ['Nguyê\u0303n', 'Trần', record('TRAN', 'NGUYEN')],
    ['İsmail', 'Işık', record('Isik', 'Ismail')],
    ['Олена', 'Шевченко', record('ШЕВЧЕНКО', 'Олена')],
  ])('%s %s is the name of the record', (given, family, of) => {
    expect(compareNames(typed(given, family), of)).toBe('present');
  });

  test.each([
    ['Maria', 'Smith', record('Smith', 'Anna Maria')],
    ['Ann', 'Smith', record('Smith', 'Anna')],
    ['Anna', 'Smithson', record('Smith', 'Anna')],
    ['Anna', 'Smith', record('Smith Jones', 'Anna')],
    ['Anna Rose', 'Smith', record('Smith', 'Anna Maria')],
    ['', 'Smith', record('Smith', 'Anna')],
    ['Anna', '', record('', 'Anna')],
    ['Anna', "'", record('-', 'Anna')],
    ['Anna', 'Smith', record('Smith', '')],
    ['Smith', 'Anna', record('Smith', 'Anna')],
  ])('%s %s is not', (given, family, of) => {
    expect(compareNames(typed(given, family), of)).toBe('differ');
  });

  test('may be former ones, with the given names of then or, where none are kept, of now', () => {
    const former = record('Jones', 'Anna', [
      { familyName: 'Smith', givenNames: [] },
      { familyName: 'Brown', givenNames: ['Ania'] },
    ]);
    expect(compareNames(typed('Anna', 'Smith'), former)).toBe('former');
    expect(compareNames(typed('Ania', 'Brown'), former)).toBe('former');
    expect(compareNames(typed('Anna', 'Brown'), former)).toBe('differ');
  });

  test('are the same as themselves, whatever they are made of', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => nameWords(text).length > 0);
    fc.assert(
      fc.property(name, name, (given, family) => {
        const of = { familyName: family, givenNames: [given] };
        expect(compareNames(typed(given, family), of)).toBe('present');
        expect(compareNames(typed(given.normalize('NFD'), family.normalize('NFC')), of)).toBe('present');
      }),
    );
  });

  test.each([
    ['  Anna   Maria ', { name: 'Anna Maria' }],
    ["D'Arcy-O’Neill Jr.", { name: "D'Arcy-O’Neill Jr." }],
    ['李明', { name: '李明' }],
    ['   ', { error: 'name_empty' }],
    ['A', { error: 'name_one_character' }],
    ['A*', { error: 'name_characters' }],
    ['An%na', { error: 'name_characters' }],
    ['--', { error: 'name_characters' }],
    ['Anna1', { error: 'name_characters' }],
    ['<b>Anna', { error: 'name_characters' }],
    ['An\u0000na', { error: 'name_characters' }],
    ['A'.repeat(101), { error: 'name_too_long' }],
  ])('are read from %p', (text, result) => {
    expect(parseName(text)).toEqual(result);
  });
});
