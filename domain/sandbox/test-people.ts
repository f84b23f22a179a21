import { minute } from '../clock.js';
import { type Reason, reasons, reasonTable } from '../journey/reasons.js';
import { type LinkageProblem, linkageProblems, linkageProblemTable } from '../linkage/linkage.js';
import { forcedBy } from './by-reason.js';
import { type Forced, passing, refer, retake } from './forced.js';
import { type TestIdentity, testIdentity } from './test-identity.js';

/** Addresses of test people end so. RFC 2606 keeps the name for examples: no mail ever goes there. */
export const testDomain = 'people.example';

/** How long a referral of a test person waits before it is decided by itself, in milliseconds. */
export const reviewsTake = minute;

export type TestPerson = {
  /** The local part of the address, up to a `+`. */
  name: string;
  /** What happens to them, for partners. */
  about: string;
  forced: Forced;
};

const plain: readonly TestPerson[] = [
  { name: 'pass', about: 'Everything passes: P5 after the details, P9 after document and face.', forced: passing },
  {
    name: 'only-p5',
    about: 'The details match, and P5 is reached; no document is ever taken.',
    forced: {
      ...passing,
      document: [retake('document_not_accepted')],
      review: { outcome: 'decline', reasons: ['review_document_not_accepted'] },
    },
  },
  {
    name: 'second-question',
    about: 'Several records match the details at first: one more question is asked, and then everything passes.',
    forced: { ...passing, trace: ['many', 'match'] },
  },
  {
    name: 'slow',
    about: 'Everything passes, and each check takes 20 seconds.',
    forced: { ...passing, checksTake: 20_000 },
  },
  {
    name: 'refer-pass',
    about: 'Referred to a caseworker, and passed a minute later.',
    forced: { ...passing, face: [refer('face_near_threshold')] },
  },
  {
    name: 'refer-decline',
    about: 'Referred to a caseworker, and declined a minute later: `review_face_differs`.',
    forced: {
      ...passing,
      face: [refer('face_near_threshold')],
      review: { outcome: 'decline', reasons: ['review_face_differs'] },
    },
  },
  {
    name: 'refer',
    about: 'Referred to a caseworker, and nobody decides by itself: it stays in review.',
    forced: { trace: ['match'], document: passing.document, face: [refer('face_near_threshold')] },
  },
];

const ofReason = (reason: Reason): TestPerson[] => {
  const forced = forcedBy(reason);
  return forced ? [{ name: reason.replaceAll('_', '-'), about: reasonTable[reason].meaning, forced }] : [];
};

/** Passed in everything; what is asked of them a second time is good, but for a loop, which comes of asking again and again. */
const ofLinkage = (problem: LinkageProblem): TestPerson => ({
  name: problem.replaceAll('_', '-'),
  about: `\`${problem}\`: ${linkageProblemTable[problem].meaning}${problem === 'linkage_loop' ? ' Three tries bring it about.' : ' The second try succeeds.'}`,
  forced: { ...passing, linkage: problem === 'linkage_loop' ? [problem] : [problem, 'ready'] },
});

/** Everybody who can be tried in a sandbox: the plain ones, one for each reason that a check may give, and one for each problem of linkage keys. */
export const testPeople: readonly TestPerson[] = [
  ...plain,
  ...reasons.flatMap(ofReason),
  ...linkageProblems.map(ofLinkage),
];

const byName = new Map(testPeople.map((person) => [person.name, person]));

/**
 * Who an address belongs to: `pass@people.example`, or `pass+anything@people.example` for another person of the same kind.
 * Only to be asked in a sandbox.
 * @param email normalised (see domain/person/email.ts)
 * @returns undefined for everybody else
 */
export function testPersonOf(email: string): (TestPerson & { local: string; identity: TestIdentity }) | undefined {
  const [local = '', domain, ...more] = email.split('@');
  const person = domain === testDomain && more.length === 0 ? byName.get(local.split('+')[0] ?? '') : undefined;
  return person && { ...person, local, identity: testIdentity(person.name, local) };
}

/** Whether a message to this address or number goes to nobody. */
export const isTestAddress = (email: string): boolean => email.endsWith(`@${testDomain}`);
