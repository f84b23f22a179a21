import { testPersonOf } from '../../../domain/sandbox/test-people.js';
import { waysAfterAttempts } from '../../../domain/verification/after-attempts.js';
import { challengeFor } from '../../../evidence/liveness/challenge.js';
import { documentCameraSettings, faceCameraSettings } from '../../../ui/camera/settings.js';
import { assetAddress } from '../../../ui/http/assets.js';
import type { Frame } from '../../../ui/http/frame.js';
import { type PageView, renderHtml } from '../../../ui/http/render.js';
import { documentModel } from '../../../ui/journey/document/handler.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';
import { accountSamples } from './account-samples.js';
import { caseworkSamples } from './casework-samples.js';
import { contactSamples } from './contact-samples.js';
import { handOffSamples } from './hand-off-samples.js';
import { insightSamples } from './insight-samples.js';
import { linkageSamples } from './linkage-samples.js';
import { peopleSamples } from './people-samples.js';
import { portalSamples } from './portal-samples.js';
import { readingSamples } from './reading-samples.js';
import { waysSamples } from './ways-samples.js';
import { withoutMobileSamples } from './without-mobile-samples.js';

const base = '/journey/sample';
const state = { nonce: 'sample' };
const email = 'anna.exempli@example.com';
const whom = { email: 'a•••i@example.com', ending: '123' };
const details = { givenNames: 'Anna Maria', familyName: 'Exempli', birthDate: '1985-04-12', postcode: 'LS1 4AP' };

const form = (values: Record<string, string> = {}, errors: Record<string, string> = {}) => ({
  values,
  errors,
  nonce: 'sample',
});

const registration = (path: string, model: object = {}, values = {}, errors = {}): PageView => ({
  page: `registration/${path}`,
  form: form(values, errors),
  model: { state, email, ...model },
});

const journey = (path: string, model: object = {}, shown: Partial<PageView> = {}): PageView => ({
  page: `journey/${path}`,
  form: form(),
  model: { base, reasons: [], otherWays: `${base}/other-ways`, ...model },
  ...shown,
});

const outcome = (path: string, ways: string[], errors = {}) => journey(path, { ways }, { form: form({}, errors) });

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
  const challenge = challengeFor(new Uint8Array(8));
  const time = wordsFor('journey', language)('reviewTime', { hours: 24 });
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
    'email-code': registration('email-code', { change: '/interaction/sample/email' }),
    'email-code bounced': registration('email-code', { change: '/' }, {}, { code: 'email_bounced' }),
    'already-registered': registration('already-registered'),
    'new-password': registration('new-password'),
    'create-account': registration('create-account', { termsVersion: '1', email }),
    'create-account wrong': registration(
      'create-account',
      { termsVersion: '1', email },
      { mobile: '12' },
      { password: 'common', mobile: 'format', over13: 'missing', terms: 'missing' },
    ),
    'create-account kept': registration('create-account', { termsVersion: '1', email, kept: true }),
    'resume-password': registration('resume-password', {}, {}, { password: 'password_wrong' }),
    'registration too-young': registration('too-young'),
    mobile: registration('mobile', {}, { mobile: '12' }, { mobile: 'format' }),
    ...withoutMobileSamples(),
    'mobile-code': registration('mobile-code', { ending: '123' }),
    'registration ended': registration('ended'),
    details: journey('details'),
    'details given': journey('details', {}, { form: form({ day: '12', month: '4', year: '1985' }) }),
    'details wrong': journey(
      'details',
      {},
      {
        form: form(
          { day: '12' },
          { givenNames: 'name_empty', familyName: 'name_empty', month: 'date_part_missing_month_year' },
        ),
      },
    ),
    postcode: journey('postcode'),
    'postcode wrong': journey(
      'postcode',
      {},
      {
        form: form(
          { nhsNumber: 'AB123456C' },
          { postcode: 'postcode_format', nhsNumber: 'nhs_number_national_insurance' },
        ),
      },
    ),
    'northern-ireland': journey('northern-ireland'),
    check: journey('check', {
      details,
      nhsNumber: '485 777 3456',
      birthDate: '12 April 1985',
      reasons: ['review_pds_postcode_differs'],
    }),
    'checking details': journey('checking', { step: 'details-checking' }),
    'checking document': journey('checking', { step: 'document-checking' }),
    'checking face': journey('checking', { step: 'face-checking' }),
    'no-match': outcome('no-match', ['details', 'number', 'document']),
    'no-match missing': outcome('no-match', ['details', 'number', 'document'], { action: 'missing' }),
    'no-match look': journey('no-match', { ways: ['postcode', 'details', 'document'], look: 'postcode' }),
    'many-matches': outcome('many-matches', ['contact', 'number', 'details', 'document']),
    'surgery-contact': journey('surgery-contact', {}, { form: form({ contact: 'me' }, { contact: 'contact_format' }) }),
    restricted: outcome('restricted', ['document', 'details']),
    invalidated: outcome('invalidated', ['document', 'details']),
    'details-differ': outcome('details-differ', ['details', 'document']),
    'limit-reached': outcome('limit-reached', ['document', 'details']),
    'pds-unavailable': outcome('pds-unavailable', ['retry', 'document']),
    duplicate: outcome('duplicate', ['details']),
    deceased: journey('deceased'),
    'too-young': journey('too-young'),
    document: journey('document', documentModel(undefined)),
    'document advice': journey('document', documentModel({ reasons: ['photo_blurred', 'photo_dark'], triesLeft: 1 })),
    'document refused': journey('document', documentModel({ reasons: ['document_not_accepted'], triesLeft: 2 })),
    'document expired': journey('document', documentModel({ reasons: ['document_expired'], triesLeft: 2 })),
    'document back': journey('document', documentModel({ reasons: [], otherSide: { side: 'back', kept: ['x'] } })),
    'document front': journey(
      'document',
      documentModel({ reasons: ['photo_glare'], otherSide: { side: 'front', kept: ['x'] }, triesLeft: 2 }),
    ),
    'document-attempts': journey('document-attempts', {
      time,
      ways: waysAfterAttempts,
      reasons: ['document_unreadable'],
    }),
    'document-attempts today': journey(
      'document-attempts',
      { time, ways: ['review', 'other'], reasons: ['document_limit_reached'], again: '23 November 2026 at 17:40' },
      { form: form({}, { action: 'missing' }) },
    ),
    'face-attempts': journey('face-attempts', { time, ways: waysAfterAttempts, reasons: ['face_differs'] }),
    'other-ways': journey('other-ways'),
    'document-photo back': journey(
      'document-photo',
      { camera: documentCameraSettings(language), side: 'back' },
      { powers: 'camera' },
    ),
    'document-photo': journey(
      'document-photo',
      { camera: documentCameraSettings(language), side: 'any' },
      { powers: 'camera', form: form({}, { photo: 'too_large' }) },
    ),
    'face-consent': journey('face-consent'),
    face: journey('face', { reasons: ['liveness_wrong_pose'], triesLeft: 2 }),
    'face-scan': journey(
      'face-scan',
      { camera: faceCameraSettings(language, challenge, 900, assetAddress('face-worker.js')), issued: '1.x' },
      { powers: 'camera' },
    ),
    'in-review': journey('in-review', { time }),
    'in-review with a message': journey('in-review', { time: 'It takes until Friday this week.' }),
    declined: journey('declined', { reasons: ['review_document_unclear', 'review_name_differs'] }),
    expired: journey('expired'),
    return: journey('return', { level: 'P9' }),
    cancelled: journey('cancelled'),
    'journey-expired': journey('journey-expired'),
    'journey sign-in': journey('sign-in', { signIn: '/authorize' }),
    start: journey('start'),
    'start-as': journey('start-as', { email: 'a•••i@example.com', ending: '123', proof: 'x' }),
    'start-used': journey('start-used', { journey: base }),
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

/** A sample as HTML, in a frame with everything that a page can have around it, or what `around` says instead. */
export function sampleHtml(view: PageView, language: Language, around: Partial<Frame> = {}): string {
  const other = language === 'en' ? 'cy' : 'en';
  const frame: Frame = {
    language,
    languageChosen: true,
    browser: 'sample',
    csrf: 'sample',
    otherLanguages: [{ language: other, href: `?lang=${other}` }],
    partner: { name: 'Example surgery', origins: [] },
    back: '/journey/sample/details',
    phone: { href: '/journey/sample/phone', words: 'phone' },
    exits: [
      { kind: 'continue-later', method: 'post', action: `${base}/leave` },
      { kind: 'cancel', method: 'post', action: `${base}/cancel` },
    ],
    timeout: { seconds: 1500, stay: '/account/stay', ended: `${base}/sign-in`, draft: `${base}/draft` },
  };
  return renderHtml(view, { ...frame, ...around, cspNonce: 'sample' });
}
