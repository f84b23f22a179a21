import type { PageView } from '../../ui/http/render.js';

const form = (values: Record<string, string> = {}, errors: Record<string, string> = {}) => ({
  values,
  errors,
  nonce: 'sample',
});
const changed = (step: string, kind: 'email' | 'mobile' = 'email'): PageView => ({
  page: 'account/changed',
  model: { step, kind, to: kind === 'email' ? 'a•••i@example.com' : '123' },
});

/** Pages of a person's own account that change something in it. */
export function accountSamples(): Record<string, PageView> {
  return {
    'account change-email': { page: 'account/change-email', form: form(), model: { now: 'a•••i@example.com' } },
    'account change-email same': {
      page: 'account/change-email',
      form: form({}, { email: 'same' }),
      model: { now: 'a•••i@example.com' },
    },
    'account change-mobile': {
      page: 'account/change-mobile',
      form: form({ mobile: '12' }, { mobile: 'format' }),
      model: { now: '123' },
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
    ...Object.fromEntries(
      ['in-use', 'kept', 'ended', 'undone'].map((step) => [`account changed ${step}`, changed(step)]),
    ),
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
    'account undo over': { page: 'account/undo', model: { state: 'over' } },
    'account undone': { page: 'account/undo', model: { state: 'done' } },
  };
}
