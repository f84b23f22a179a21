import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { pictures, type Trace, tracesOf } from '../support/product/personal-data.js';

type Patient = {
  nhsNumber: string;
  given: string[];
  family: string;
  born: string;
  postcode?: string;
  lines?: string[];
};

const patients = JSON.parse(readFileSync(join(projectRoot, 'dev/pds/patients.json'), 'utf8')) as Patient[];

/**
 * What can be known beforehand of everybody whom tests play: the patients of the PDS simulator, the addresses and numbers that tests make
 * up, their password. Given names are left out: some are words (a worker stops with grace).
 */
const traces: readonly Trace[] = [
  pictures,
  { what: 'email address', pattern: /[\w.+-]+(?:@|%40)(?:[\w-]+\.)*(?:example\.(?:org|com|net)|people\.example)\b/ },
  { what: 'mobile number', pattern: /(?:\+44|\b0)7700[ -]?900[ -]?\d{3}\b/ },
  { what: 'landline number', pattern: /(?:\+44|\b0)113[ -]?496[ -]?0\d{3}\b/ },
  ...patients.flatMap(ofPatient),
];

function ofPatient({ nhsNumber, family, born, postcode = 'LS1 4AP', lines = [] }: Patient): Trace[] {
  const person = { givenNames: '', familyName: family, birthDate: born, postcode, password: 'seven green bottles' };
  const known = { nhsNumbers: [nhsNumber], codes: [], address: lines.slice(0, 1) };
  const unused = ['given name', 'email address', 'mobile number'];
  return tracesOf({ ...person, email: '-', mobile: '-' }, known).filter(({ what }) => !unused.includes(what));
}

/** Where personal data first stand in a text: what it is and in which line, not the words themselves. */
export function leaksIn(where: string, text: string): string[] {
  const found = traces.flatMap(({ what, pattern }) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${what} in ${where}, line ${text.slice(0, at).split('\n').length}`];
  });
  return [...new Set(found)];
}

/**
 * What a test run printed, without what Jest says of a test that failed at first: it quotes what was expected, and the source. (The lines
 * stay, empty, so that numbers are right.)
 */
export function withoutQuotes(printed: string): string {
  let quoting = false;
  const lines = printed.split('\n').map((line) => {
    if (/^\s*LOGGING RETRY ERRORS/.test(line)) quoting = true;
    if (/^(PASS|FAIL|Test Suites:)/.test(line)) quoting = false;
    return quoting || /^\s*>?\s*\d+ \|/.test(line) ? '' : line;
  });
  return lines.join('\n');
}
