import type { ContactKind } from '../../../domain/accounts/contact-change.js';
import type { PageView } from '../../../ui/http/render.js';
import { delegationSamples } from './delegation-samples.js';
import { sampleForm as form } from './sample-form.js';

const changed = (step: string, kind: ContactKind = 'email'): PageView => ({
  page: 'account/changed',
  model: { step, kind, to: kind === 'email' ? 'a•••i@example.com' : '123' },
});

/** Pages of a person's own account that change something in it. */
export function accountSamples(): Record<string, PageView> {
  return {
    ...delegationSamples(),
    'account change-email': { page: 'account/change-email', form: form(), model: { now: 'a•••i@example.com' } },
    'account change-email same': {
      page: 'account/change-email',
      form: form({}, { email: 'same' }),
      model: { now: 'a•••i@example.com' },
    },
    'account add mobile': { page: 'account/change-mobile', form: form(), model: {} },
    'account change-mobile': {
      page: 'account/change-mobile',
      form: form({ mobile: '12' }, { mobile: 'format' }),
      model: { now: '123' },
    },
    'account change-landline': { page: 'account/change-landline', form: form(), model: { now: '123' } },
    'account add landline': {
      page: 'account/change-landline',
      form: form({ landline: '12' }, { landline: 'format' }),
      model: {},
    },
    'account change-address': { page: 'account/change-address', form: form(), model: { now: 'LS1 4••' } },
    'account add address': {
      page: 'account/change-address',
      form: form({ postcode: 'X' }, { line1: 'same', addressee: 'missing', town: 'missing', postcode: 'format' }),
      model: {},
    },
    'account change-code landline': {
      page: 'account/change-code',
      form: form({}, { code: 'landline_bounced' }),
      model: { kind: 'landline', to: '+441134960123', sent: true },
    },
    'account change-code address': {
      page: 'account/change-code',
      form: form({}, { code: 'letter_bounced' }),
      model: {
        kind: 'address',
        to: 'Ada Example, 1 High Street, Leeds, LS1 4AP',
        until: '14 December 2026',
        sent: true,
      },
    },
    'account change-code': {
      page: 'account/change-code',
      form: form(),
      model: { kind: 'email', to: 'anna.exempli@example.com', sent: true },
    },
    'account change-code wrong': {
      page: 'account/change-code',
      form: form({}, { code: 'code_wrong' }),
      model: { kind: 'mobile', to: '+447700900123' },
    },
    'account changed': changed('changed'),
    'account changed mobile': changed('changed', 'mobile'),
    'account changed landline': changed('changed', 'landline'),
    'account changed address': changed('changed', 'address'),
    'account changed go on': {
      page: 'account/changed',
      model: { ...changed('changed').model, goOn: '/interaction/sample/linkage' },
    },
    ...Object.fromEntries(
      ['in-use', 'kept', 'ended', 'undone'].map((step) => [`account changed ${step}`, changed(step)]),
    ),
    'account record': {
      page: 'account/record',
      form: form({ language: 'en' }),
      model: {
        ...{ email: 'anna.exempli@example.com', ending: '123', level: 'P9', since: '1 May 2026 at 10:00' },
        ...{ face: '2 May 2026 at 10:00', language: 'en' },
        identity: { name: 'Anna Maria Exempli', birthDate: '12 April 1985', nhsNumber: '3456', postcode: 'LS1 4AP' },
        proofs: [
          { level: 'P5', at: '1 May 2026 at 10:00', how: 'pds-trace' },
          { level: 'P9', at: '2 May 2026 at 10:00', how: 'review' },
        ],
      },
    },
    'account record new': {
      page: 'account/record',
      form: form({ language: 'cy' }),
      model: { email: 'a@example.com', ending: '123', level: 'P0', since: '1 May 2026 at 10:00', proofs: [] },
    },
    ...Object.fromEntries(
      ['begin', 'low', 'reading', 'unavailable', 'restricted', 'ended'].map((step) => [
        `account nhs-record ${step}`,
        { page: 'account/nhs-record', form: form(), model: { step } },
      ]),
    ),
    'account nhs-record compare': {
      page: 'account/nhs-record',
      form: form(),
      model: {
        ...{ step: 'compare', differs: ['email', 'mobile'], outcome: 'conflict' },
        ...{ own: { email: 'a•••i@example.com', mobile: '123' }, held: { mobile: '456' } },
      },
    },
    'account nhs-record sent': {
      page: 'account/nhs-record',
      form: form(),
      model: {
        ...{ step: 'compare', differs: [], outcome: 'sent' },
        ...{ own: { email: 'a•••i@example.com', mobile: '123' }, held: { email: 'a•••i@example.com', mobile: '123' } },
      },
    },
    'account activity': {
      page: 'account/activity',
      model: {
        lines: [
          {
            at: '2 May 2026 at 08:12',
            action: 'signed-in',
            methods: ['pwd', 'sms'],
            device: 'Firefox, Android',
            service: 'Surgery',
          },
          { at: '1 May 2026 at 10:00', action: 'contact.changed', who: 'you' },
        ],
      },
    },
    'account activity none': { page: 'account/activity', model: { lines: [] } },
    'account sessions': {
      page: 'account/sessions',
      model: {
        sessions: [
          { uid: 'a', since: '1 May 2026 at 10:00', device: 'Firefox, Linux', services: 'Example surgery', here: true },
          { uid: 'b', since: '1 May 2026 at 09:00', services: '', here: false },
        ],
      },
    },
    'account data': { page: 'account/data' },
    'account close': { page: 'account/close', form: form(), model: { handOver: false } },
    'account close owner': { page: 'account/close', form: form(), model: { handOver: true } },
    'account closing': { page: 'account/closing' },
    ...Object.fromEntries(
      ['ask', 'over', 'done'].map((state) => [
        `account stay-open ${state}`,
        { page: 'account/stay-open', model: { state } },
      ]),
    ),
    'account undo': { page: 'account/undo', model: { state: 'ask', kind: 'email' } },
    'account undo landline': { page: 'account/undo', model: { state: 'ask', kind: 'landline' } },
    'account undo address': { page: 'account/undo', model: { state: 'ask', kind: 'address' } },
    'account undo over': { page: 'account/undo', model: { state: 'over' } },
    'account undone': { page: 'account/undo', model: { state: 'done' } },
  };
}
