import { helpProofs } from '../../../domain/accounts/recovery.js';
import { askedPieces } from '../../../domain/casework/asking-again.js';
import { fullAutomation } from '../../../domain/casework/automation.js';
import { declineReasons, seenDocuments } from '../../../domain/casework/decline-reasons.js';
import { holdingReasons } from '../../../domain/casework/holding-reasons.js';
import { revisionReasons } from '../../../domain/casework/revision-reasons.js';
import { evidenceKinds } from '../../../domain/gpg45/scores.js';
import { noticeParts, noticeSeverities, noticeSteps } from '../../../domain/journey/journey-notices.js';
import { attachedKinds } from '../../../ui/casework/attach/kinds.js';
import { navigationFor } from '../../../ui/casework/navigation.js';
import type { PageView } from '../../../ui/http/render.js';
import type { Language } from '../../../ui/words/languages.js';
import { wordsFor } from '../../../ui/words/words.js';

const clock = {
  state: 'soon',
  hours: 3,

  since: '22 November 2026 at 13:00',
  age: 21,
};
const late = { ...clock, state: 'late', hours: 1 };
const reasons = ['face_near_threshold', 'further_checks'];
const picture = (id: string, kind: string, more: object = {}) => ({ id, kind, attempt: 1, ...more });
const stills = ['centre', 'left'].map((pose) => picture(pose, 'face-frame', { pose }));
const text = (words: string) => [{ text: words, differs: false }];

const seen = {
  ...{
    until: '10:30',
    signals: [{ code: 'document_photocopy', strength: 'weak' }],
    declineReasons,
    chosen: [],
    reasons,
  },
  pictures: {
    ...{ document: [picture('d', 'document')], portrait: [picture('p', 'portrait')], face: stills, stills },
    furtherFace: [picture('again', 'face-frame', { pose: 'left' })],
    ...{ attached: [picture('a', 'attached', { shows: 'front' })], earlier: [picture('e', 'document')] },
  },
  comparison: [
    {
      ...{ field: 'familyName', differs: ['typed-pds'], compared: true, document: undefined },
      typed: [...text('Lind'), { text: 'k', differs: true }, ...text('vist')],
      pds: text('LINDQVIST'),
    },
    { field: 'postcode', differs: [], compared: true, typed: text('LS1 4AP'), pds: text('LS1 4AP') },
  ],
  ...{ known: { typed: true, pds: true }, formerNames: ['Rosa O’Neill'], typedFormerName: true },
  reading: {
    fields: { documentCode: 'P', issuer: 'GBR', documentNumber: '123456789', birthDate: '29 February 1984' },
    zone: {
      lines: ['P<GBRLINDQVIST<<ROSA<MARIA<<<<<<<<<<<<<<<<<<'],
      percent: 66,
      confident: false,
      checkDigitsValid: true,
    },
  },
  face: {
    distance: '0.573',
    verdict: 'refer',
    reasons: ['face_near_threshold'],
    source: 'live',
    accept: 0.5,
    limit: 0.6,
  },
};

const open = {
  ...seen,
  ...{ base: '/casework/reviews/x', clockNow: clock, held: 'fraud_likeness', two: true, holdingReasons, seenDocuments },
  recovery: 'face',
  ...{ askedPieces, attachedKinds, wanted: 'P9', reached: 'P5', attempts: { details: 1, document: 2, face: 1 } },
  notes: [{ text: 'The seal looks odd.', own: true, at: clock.since }],
  earlier: {
    cases: [{ at: clock.since, end: 'declined', reasons: ['review_document_unclear'], wanted: 'P9' }],
    asked: [{ at: clock.since, ask: 'document', reasons: ['review_document_unclear'] }],
  },
  history: [{ at: clock.since, actor: 'checker', action: 'case.opened' }],
};

const written = {
  ...{ id: 'n', severity: 'important', parts: [], steps: [], from: clock.since, until: clock.since },
  text: { en: 'Text messages are late.\nCodes may take ten minutes.', cy: 'Mae negeseuon testun yn hwyr.' },
};

/** The pages of the desk with plausible contents. */
export function caseworkSamples(language: Language): Record<string, PageView> {
  const d = wordsFor('casework', language);
  const desk = (name: string, model: object, values = {}, errors = {}): PageView => ({
    page: `casework/${name}`,
    form: { values, errors },
    model: { d, staff: { name: 'Sol' }, navigation: navigationFor(['senior']), ...model },
  });
  const board = { counts: { queue: 2, late: 1, progress: 1, held: 1, completed: 1 } };
  const decided = { at: '10:02', outcome: 'pass', reasons: ['review_passed'], inTime: true, delivery: 'delivered' };
  const mine = { id: 'x', reasons, held: true, until: '10:30', clock };
  const queue = ['free', 'skills'].map((who) => ({ id: who, clock: late, reasons, needs: ['cy'], who }));
  const confirm = { base: '', reviewId: 'x', outcome: 'ask', ask: 'document', document: 'passport', two: true };
  const preview = {
    language: 'en',
    subject: 'We need more',
    body: ['To see what:'],
    sms: 'Surety: …',
    advice: ['Again.'],
  };
  return {
    'desk queue': desk('dashboard', { ...board, board: 'dashboard', queue }),
    'desk in progress': desk('in-progress', {
      ...{ ...board, board: 'in-progress', mine },
      rows: [{ reasons, clock, until: '10:30', who: 'another', name: 'Ada', held: true }],
    }),
    'desk holding': desk('holding', {
      ...{ ...board, board: 'holding', by: 'me', held: { me: 1, another: 0, unopened: 3 } },
      rows: [{ id: 'x', reason: 'safeguarding', heldSince: clock.since, clock, name: 'Ada', open: true, move: true }],
    }),
    'desk reassign': desk('reassign', { reviewId: 'x', others: [{ id: 'y', name: 'Ada' }], given: true }),
    'desk completed': desk('completed', {
      ...{ ...board, board: 'completed', own: [decided], ago: 1, date: '22 November 2026' },
      everybody: [{ ...decided, id: 'x', name: 'Ada', revisable: true }],
    }),
    'desk case wrong': desk(
      'case',
      open,
      {},
      { reasons: 'not_of_ask', note: 'missing', hold: 'missing', picture: 'missing' },
    ),
    'desk confirm': desk('decision/confirm', { ...confirm, reasons: ['review_document_unclear'], preview }),
    'desk help': desk(
      'help',
      {
        ways: helpProofs,
        rows: [false, true].map((own) => ({
          id: 'x',
          email: 'a•••i@example.com',
          at: clock.since,
          how: helpProofs[0],
          level: 'P9',
          own,
        })),
        ...{ code: '4F7KQ-9TZ2M', address: 'https://surety.example/recover' },
      },
      {},
      { email: 'unknown', how: 'missing' },
    ),
    'desk revise': desk('revise', { reviewId: 'x', at: clock.since, name: 'Ada', revisionReasons }),
    'desk audit': desk(
      'audit',
      {
        more: '1 x',
        found: [
          {
            ...{ number: 7, at: clock.since, action: 'review.decided', account: 'a7', case: 'c9' },
            ...{ actor: { kind: 'checker', id: 'k', name: 'Ada' }, details: ['outcome: pass'] },
          },
          { at: clock.since, action: 'new.thing', actor: { kind: 'system', id: 'gpg45' }, details: [] },
        ],
      },
      { from: '2026-11-23T09:30' },
      { to: 'order', reason: 'personal' },
    ),
    'desk automation': desk(
      'automation',
      {
        kinds: evidenceKinds,
        version: 1,
        changes: [{ at: clock.since, by: 'Ada', reason: 'a trial', rates: fullAutomation }],
      },
      fullAutomation,
      { passport: 'share', reason: 'missing' },
    ),
    'desk review time': desk(
      'review-time',
      {
        version: 1,
        changes: [
          {
            at: clock.since,
            by: 'Ada',
            reason: 'strike',
            hours: 48,
            answerHours: 24,
            message: { en: 'Later.', cy: 'Wedyn.' },
          },
        ],
      },
      { hours: '24', answerHours: '48', en: 'Later.' },
      { cy: 'missing' },
    ),
    'desk journey notices': desk(
      'journey-notices',
      {
        ...{
          parts: noticeParts,
          steps: noticeSteps,
          severities: noticeSeverities,
          chosen: ['face', 'sms-code'],
          id: 'x',
        },
        notices: [
          { ...written, state: 'shown' },
          { ...written, state: 'over', parts: ['face'], steps: ['sms-code', 'letter'], endedAt: clock.since },
        ],
        p: wordsFor('portal', language),
      },
      { en: 'Slow.', severity: 'important', where: 'chosen' },
      { cy: 'missing', parts: 'missing', until: 'order' },
    ),
    'desk journey notice change': desk(
      'journey-notices',
      {
        ...{ parts: noticeParts, steps: noticeSteps, severities: noticeSeverities, chosen: ['face'] },
        ...{ id: 'y', changed: 'x', p: wordsFor('portal', language) },
      },
      { en: 'Slow.', severity: 'important', where: 'chosen' },
      { cy: 'missing' },
    ),
    'desk journey notice': desk(
      'journey-notice',
      {
        ...{ notice: { ...written, state: 'shown', changedAt: clock.since }, by: 'Ada', changedBy: 'Bea' },
        ...{ n: wordsFor('casework/journey-notices', language), p: wordsFor('portal', language) },
      },
      {},
      { reason: 'missing' },
    ),
    'desk assurance': desk('assurance', {
      waiting: 2,
      rows: [{ who: 'everybody', cases: 20, agreed: 75, kappa: '0.50' }],
      disagreements: [{ at: clock.since, outcome: 'pass', verdict: 'decline', reasons: [], review: 'x' }],
    }),
  };
}
