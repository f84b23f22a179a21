import { describe, expect, test } from '@jest/globals';
import { knownToPds } from '../people/people.js';
import { pictures, tracesOf } from './personal-data.js';

const person = { ...knownToPds("O'Connell"), email: 'person-abc123@example.org', mobile: '+447700900123' };
const known = { nhsNumbers: ['9990123284'], codes: ['204816'], reference: ['Ward 7/Anna'] };
const traces = [...tracesOf(person, known), pictures];
const whatIsIn = (text: string) => [
  ...new Set(traces.filter(({ pattern }) => pattern.test(text)).map(({ what }) => what)),
];

describe('The scan for personal data', () => {
  test.each([
    ['family name', '{"name":"O\'Connell"}'],
    ['family name', 'OCONNELL<<'],
    ['given name', '<<SIAN<<<'],
    ['given name', '"Siân"'],
    ['given name', '"Si\\u00e2n"'],
    ['given name', '?q=Si%C3%A2n'],
    ['email address', 'to=person-abc123%40example.org'],
    ['mobile number', '+447700900123'],
    ['mobile number', '07700 900 123'],
    ['mobile number', '07700-900123'],
    ['password', 'seven+green+bottles'],
    ['postcode', 'cf103at'],
    ['postcode', '?p=CF10%203AT'],
    ['birth date', '1985-07-08'],
    ['birth date', '08/07/1985'],
    ['NHS number', '999 012 3284'],
    ['one-time code', '{"code":"204816"}'],
    ['reference', 'ward 7/anna'],
    ['picture', '"/9j/4AAQSkZJRg"'],
    ['picture', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ])('finds a %s in %s', (what, text) => {
    expect(whatIsIn(text)).toContain(what);
  });

  test.each([
    '{"level":"info","time":"2026-11-22T19:09:26.204816Z","pid":1985078,"requestId":"kZ-siann_9j"}',
    'process_cpu_seconds_total 12.204816',
    '{"caseId":"0b4a3c51-7f0e-4d21-9a51-77009001a23b","step":"in-review","reasons":["document_low_confidence"]}',
  ])('finds nothing in %s', (text) => {
    expect(whatIsIn(text)).toEqual([]);
  });
});
