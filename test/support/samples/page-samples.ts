import { testPersonOf } from '../../../domain/sandbox/test-people.js';
import type { PageView } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';
import { accountSamples } from './account-samples.js';
import { caseworkSamples } from './casework-samples.js';
import { contactSamples } from './contact-samples.js';
import { handOffSamples } from './hand-off-samples.js';
import { insightSamples } from './insight-samples.js';
import { journeySamples } from './journey-samples.js';
import { linkageSamples } from './linkage-samples.js';
import { peopleSamples } from './people-samples.js';
import { portalSamples } from './portal-samples.js';
import { readingSamples } from './reading-samples.js';
import { registrationSamples } from './registration-samples.js';
import { sampleForm as form } from './sample-form.js';
import { waysSamples } from './ways-samples.js';

const base = '/journey/sample';
const email = 'anna.exempli@example.com';
const whom = { email: 'a•••i@example.com', ending: '123' };
const details = { givenNames: 'Anna Maria', familyName: 'Exempli', birthDate: '1985-04-12', postcode: 'LS1 4AP' };

const problems = [
  'not-found',
  'not-yours',
  'expired',
  'form',
  'too-many',
  'too-large',
  'unavailable',
  'waiting',
  'maintenance',
  'blocked',
  'closed',
  'fault',
  'refused',
];

const service = {
  ...{ id: 'surgery', name: 'Example surgery', entryPage: '/surgery' },
  ...{ since: '1 May 2026', used: '2 May 2026', shared: ['email', 'nhs_number'] },
  told: [
    { claim: 'email', first: '1 May 2026', last: '2 May 2026' },
    { claim: 'nhs_number', first: '2 May 2026', last: '2 May 2026' },
  ],
};

/** Every page of the person's way with plausible contents, by a name of its own; some with errors, as people see them. */
export function pageSamples(language: Language): Record<string, PageView> {
  return {
    email: {
      page: 'sign-in/email',
      form: form({ email: '' }),
      model: { question: '{}', base, mayRegister: true, minutes: 3 },
    },
    'email wrong': { page: 'sign-in/email', form: form({ email: 'anna' }, { email: 'format' }) },
    password: {
      page: 'sign-in/password',
      form: form(),
      model: { email, mayRegister: true, passkey: '/interaction/sample/passkey' },
    },
    'password again': { page: 'sign-in/password', form: form(), model: { email, again: true } },
    'password wrong': { page: 'sign-in/password', form: form({}, { password: 'wrong' }), model: { email } },
    'sms-code': {
      page: 'sign-in/sms-code',
      form: form(),
      model: { ending: '123', sent: true, bounced: true, mayRemember: true },
    },
    'sms-code wrong': { page: 'sign-in/sms-code', form: form({}, { code: 'code_wrong' }), model: { ending: '123' } },
    'terms-changed': { page: 'sign-in/terms-changed', form: form(), model: { termsVersion: '1' } },
    consent: {
      page: 'sign-in/consent',
      model: { ...whom, known: ['email', 'nhs_number', 'given_name', 'birthdate'], later: ['landline_number'] },
    },
    ...linkageSamples,
    whom: { page: 'sign-in/whom', form: form(), model: whom },
    ...registrationSamples(),
    ...journeySamples(language),
    ...handOffSamples(),
    ...waysSamples(),
    ...caseworkSamples(language),
    ...peopleSamples(language),
    ...insightSamples(language),
    ...portalSamples(language),
    ...accountSamples(),
    account: {
      page: 'account/home',
      model: {
        ...{ email, ending: '123', level: 'P5', unfinished: [{ href: base, partner: 'Example surgery' }] },
        ...{ face: true, sent: true },
      },
    },
    'account erasing': { page: 'account/withdraw', model: { live: true, level: 'P5' } },
    'account erasing after the end': { page: 'account/withdraw', model: { live: false, level: 'P9' } },
    'account services': {
      page: 'account/services',
      model: { services: [service, { ...service, shared: [] }] },
    },
    'account services none': { page: 'account/services', model: { services: [] } },
    'account stop-sharing': { page: 'account/stop-sharing', model: { service } },
    'account continue': { page: 'account/continue', form: form(), model: whom },
    'account sign-in': { page: 'account/sign-in', model: { signIn: '/authorize' } },
    'sign-out': {
      page: 'account/sign-out',
      model: { action: '/end-session/confirm', xsrf: 'x', services: ['Example surgery'] },
    },
    'signed-out': { page: 'account/signed-out', model: { services: [service], to: '#bye', frames: ['/bye?sid=x'] } },
    'signed-out stayed': { page: 'account/signed-out', model: { stayed: true } },
    'sandbox people': {
      page: 'sandbox/people',
      model: {
        fixedCode: '246810',
        people: [
          {
            ...testPersonOf('pass@people.example'),
            ...details,
            mobile: '+447700900800',
            nhsNumber: '999 012 3071',
            email,
          },
        ],
      },
    },
    'sandbox documents': {
      page: 'sandbox/documents',
      model: { documents: [{ reason: 'photo_blurred', meaning: 'The photo is blurred.' }] },
    },
    ...readingSamples(language),
    ...contactSamples(language),
    ...Object.fromEntries(
      problems.map((problem) => [
        `problem ${problem}`,
        {
          page: 'problem',
          model: {
            problem,
            minutes: 15,
            until: '23 November 2026 at 06:00',
            service: 'Example surgery',
            again: '/interaction/sample',
          },
        },
      ]),
    ),
  };
}
