import { describe, expect, test } from '@jest/globals';
import { type Reason, reasons, reasonTable } from '../journey/reasons.js';
import { parseNhsNumber } from '../person/nhs-number.js';
import { pictureCheck, pictureReasons, reachedByDoing } from './by-reason.js';
import { markOf, reasonInPicture } from './picture-mark.js';
import { isTestMobile, testNhsNumber } from './test-identity.js';
import { testPeople, testPersonOf } from './test-people.js';

/** Reasons that a check or a caseworker gives. */
const checked = (reason: Reason) => !['details', 'end'].includes(reasonTable[reason].about);

describe('Test people', () => {
  test('there is one for every reason, but for those that somebody brings about', () => {
    const names = new Set(testPeople.map(({ name }) => name));
    const missing = reasons.filter((reason) => !names.has(reason.replaceAll('_', '-')));
    expect(missing.sort()).toEqual(Object.keys(reachedByDoing).sort());
    expect(names.size).toBe(testPeople.length);
  });

  test('meet the reason they are named after, whatever it is about', () => {
    const met = testPeople.map(({ name, forced: { trace, document, face, review, expires } }) => {
      const said = [document[0], face[0], review].flatMap((one) => one?.reasons ?? []);
      const told = said.length > 0 || trace[0] !== 'match' || expires;
      const reason = name.replaceAll('-', '_') as Reason;
      return [name, !reasons.includes(reason) || (told && (!checked(reason) || said.includes(reason)))];
    });
    // They take three pictures, or say that all went well.
    const others = ['document-attempts', 'face-attempts', 'review-passed'];
    expect(met.filter(([, meets]) => !meets).map(([name]) => name)).toEqual(others);
  });

  test('are told by their address alone, and by the whole of it', () => {
    expect(testPersonOf('pass@people.example')).toMatchObject({ name: 'pass', local: 'pass' });
    expect(testPersonOf('pass+run-7@people.example')).toMatchObject({ name: 'pass', local: 'pass+run-7' });
    for (const other of [
      'pass@people.example.org',
      'pass@example.org',
      'passes@people.example',
      'pass@people.example@example.org',
      '__proto__@people.example',
      'pass',
    ]) {
      expect(testPersonOf(other)).toBeUndefined();
    }
  });

  test('have numbers that nobody has, each their own', () => {
    const identities = testPeople.map(({ name }) => testPersonOf(`${name}@people.example`)?.identity);
    for (const identity of identities) {
      expect(parseNhsNumber(identity?.nhsNumber ?? '')).toEqual({ nhsNumber: expect.stringMatching(/^999/) });
      expect(isTestMobile(identity?.mobile ?? '')).toBe(true);
      expect(identity?.familyName).toMatch(/^[A-Z][a-z]*(-[A-Z][a-z]*)*$/);
    }
    expect(new Set(identities.map((identity) => identity?.nhsNumber)).size).toBe(testPeople.length);
    expect(testPersonOf('pass@people.example')?.identity).toEqual(testPersonOf('pass@people.example')?.identity);
    expect(testNhsNumber('pass', 0)).not.toBe(testNhsNumber('pass', 1));
  });
});

describe('A test document', () => {
  test('says its reason at the check that the reason is about, and at no other', () => {
    for (const reason of pictureReasons) {
      const picture = new TextEncoder().encode(`head ${markOf(reason)} rest`);
      expect(reasonInPicture(picture)).toBe(reason);
      const checks = [pictureCheck(reason, 'document'), pictureCheck(reason, 'face')];
      expect(checks.filter(Boolean)).toEqual([expect.objectContaining({ reasons: expect.arrayContaining([reason]) })]);
    }
    expect(pictureCheck('review_face_differs', 'face')).toBeUndefined();
    for (const other of [
      '',
      'surety-sandbox-outcome:',
      'surety-sandbox-outcome:constructor;',
      `${' '.repeat(3_000)}${markOf('no_face')}`,
    ]) {
      expect(reasonInPicture(new TextEncoder().encode(other))).toBeUndefined();
    }
  });
});
