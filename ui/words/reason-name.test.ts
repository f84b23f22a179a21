import { describe, expect, test } from '@jest/globals';
import { reasons } from '../../domain/journey/reasons.js';
import { type Step, steps } from '../../domain/journey/steps.js';
import { languages } from './languages.js';
import { nameOfReason } from './reason-name.js';
import { wordsFor } from './words.js';

describe.each(languages)('Figures in %s', (language) => {
  test('tell every step and every reason by words of its own', () => {
    const p = wordsFor('portal', language);
    const names = (Object.keys(steps) as Step[]).map((step) => p(`step.${step}`));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const said = reasons.map(nameOfReason(language, 'staff'));
    expect(said.filter((name, index) => said.indexOf(name) !== index || reasons.includes(name as never))).toEqual([]);
  });

  test('tell partners no more than their codes would', () => {
    const [partner, staff] = [nameOfReason(language, 'partner'), nameOfReason(language, 'staff')];
    expect(partner('details_restricted')).toBe(partner('details_no_match'));
    expect(partner('further_checks')).not.toBe(staff('further_checks'));
    expect(partner('of_tomorrow')).toBe('of_tomorrow');
  });
});
