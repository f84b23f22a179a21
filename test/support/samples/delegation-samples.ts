import { safeguardReasons } from '../../../store/delegation/safeguards.js';
import type { PageView } from '../../../ui/http/render.js';
import { sampleForm as form } from './sample-form.js';

const id = 'x'.repeat(22);
const one = {
  ...{ id, side: 'subject', basis: 'consent', who: 'Anna Maria Exempli (a•••i@example.com)', step: 'live' },
  ...{ services: ['Example surgery'], kinds: ['identity', 'record'], until: '1 May 2027', review: '1 November 2026' },
  confirmable: true,
};
const choices = {
  services: [
    { value: 'a', text: 'Example surgery', checked: true },
    { value: 'b', text: 'Example pharmacy', checked: false },
  ],
  kinds: ['identity', 'contact', 'gp', 'appointments', 'prescriptions', 'record'].map((value) => ({ value })),
  months: ['1', '6', '12', '24', '36'],
};
const by = '1 May 2026 at 10:00';
const steps = ['asked', 'checking', 'documents', 'in-review', 'live', 'paused', 'ended'];
const ends = ['declined', 'unanswered', 'stopped', 'period', 'age', 'not-confirmed', 'not-proved', 'refused'];

/** Pages of acting for others: in the account, and the choice at sign-in. */
export function delegationSamples(): Record<string, PageView> {
  const page = (name: string, model: object, made: object = form()): PageView => ({
    page: `account/delegations/${name}`,
    form: made as NonNullable<PageView['form']>,
    model: model as NonNullable<PageView['model']>,
  });
  const shown = (name: string, change: object, more: object = {}) => [
    `account delegation ${name}`,
    page('one', { one: { ...one, ...change }, by, ending: false, ...more }),
  ];
  const people = [
    { id, name: 'Rosa Quill', kinds: ['identity', 'appointments'] },
    { id: 'b', name: 'Tom Quill', kinds: ['record'] },
  ];
  const forWhom = { email: 'a•••i@example.com', ending: '123' };
  return {
    'for-whom': { page: 'sign-in/for-whom', form: form(), model: { ...forWhom, people } },
    'for-whom wrong': { page: 'sign-in/for-whom', form: form({}, { whom: 'missing' }), model: { ...forWhom, people } },
    'for-whom over': { page: 'sign-in/for-whom', form: form(), model: { ...forWhom, people: [] } },
    'account delegations': page('list', {
      ...{ requests: [one], theirs: [one], proved: true },
      mine: steps.map((step) => ({ ...one, step, who: 'Rosa Quill' })),
    }),
    'account delegations none': page('list', { requests: [], mine: [], theirs: [], proved: false }),
    'account delegation ask': page('ask', { ...choices, proved: true }, form({ months: '12' })),
    'account delegation ask wrong': page(
      'ask',
      { ...choices, proved: true },
      form({ email: 'x' }, { email: 'format', partners: 'missing', kinds: 'missing', months: 'missing' }),
    ),
    'account delegation ask low': page('ask', { ...choices, proved: false }),
    'account delegation ask none': page('ask', { ...choices, services: [], proved: true }),
    'account delegation answer': page('answer', { ...choices, one, by, proved: true }, form({ months: '12' })),
    'account delegation answer low': page('answer', { ...choices, one, by, proved: false }),
    ...Object.fromEntries(
      ['parent', 'attorney'].flatMap((basis) => [
        [`account delegation ${basis}`, page('person', { ...choices, basis, proved: true }, form({ months: '12' }))],
        [`account delegation papers ${basis}`, page('documents', { id, basis, count: 2, most: 6 })],
        [
          `account delegation ${basis} paused`,
          page('one', { one: { ...one, basis, step: 'paused' }, by, ending: false }),
        ],
      ]),
    ),
    'account delegation parent wrong': page(
      'person',
      { ...choices, basis: 'parent', proved: true },
      form({}, { givenNames: 'name_empty', day: 'date_empty', postcode: 'postcode_empty', kinds: 'missing' }),
    ),
    'account delegation parent low': page('person', { ...choices, basis: 'parent', proved: false }),
    'account delegation papers none': page(
      'documents',
      { id, basis: 'parent', count: 0, most: 6 },
      form({}, { photo: 'missing' }),
    ),
    'account delegation change': page('change', { ...choices, one }),
    'account delegation change actor': page(
      'change',
      { ...choices, one: { ...one, side: 'actor' } },
      form({}, { partners: 'missing', kinds: 'missing' }),
    ),
    ...Object.fromEntries([
      ...steps.slice(0, -1).map((step) => shown(step, { step })),
      ...steps.slice(0, -1).map((step) => shown(`${step} actor`, { step, side: 'actor' })),
      ...ends.map((end) => shown(`ended ${end}`, { step: 'ended', end })),
      shown('ending', {}, { ending: true }),
    ]),
  };
}

const delegated = { id, basis: 'attorney', step: 'in-review', since: '1 May 2026 at 10:00' };
const person = { name: 'Rosa Quill', born: '12 April 1940', nhsNumber: '9990123144' };
const papers = {
  ...{ ...delegated, kinds: ['identity', 'record'], services: ['Example surgery'], checkers: 2 },
  ...{ actor: { ...person, name: 'Anna Exempli', email: 'anna.exempli@example.com' }, typed: person, record: person },
  ...{ pictures: ['a', 'b'], decides: true, mine: true, agreeable: true, guarded: false },
};

/** The caseworkers' part. */
export function deskDelegationSamples(desk: (name: string, model: object, errors?: object) => PageView) {
  return {
    'desk delegations': desk('delegations', {
      waiting: [delegated, { ...delegated, basis: 'parent', step: 'paused' }],
    }),
    'desk delegations none': desk('delegations', { waiting: [] }),
    'desk delegations found': desk('delegations', { found: [{ ...delegated, basis: 'consent', step: 'protected' }] }),
    'desk delegations found none': desk('delegations', { found: [] }),
    'desk delegation': desk('delegation', { one: papers, reasons: safeguardReasons }, { reason: 'missing' }),
    'desk delegation other': desk('delegation', {
      one: { ...papers, mine: false, pictures: [] },
      reasons: safeguardReasons,
    }),
    'desk delegation guarded': desk('delegation', {
      one: { ...papers, basis: 'consent', step: 'protected', decides: false, guarded: true, subject: papers.actor },
      reasons: safeguardReasons,
    }),
  };
}
