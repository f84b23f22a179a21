import type { PageView } from '../../../ui/http/render.js';
import { qrCode } from '../../../ui/layout/qr-code/qr-code.js';

const others = ['app', 'sms', 'voice', 'passkey', 'recovery', 'letter', 'approval'].map((way) => ({
  way,
  href: '/interaction/sample/app-code',
}));
const question = JSON.stringify({ challenge: 'x'.repeat(43), rpId: 'surety.example', userVerification: 'required' });
const none = { values: {}, errors: {} };
const wrong = (field: string, code: string) => ({ values: {}, errors: { [field]: code } });
const one = { id: 'x'.repeat(22), name: 'My phone', added: '23 November 2026', used: '23 November 2026' };

/** The way back into an account whose ways in are lost. */
function recoverySamples(): Record<string, PageView> {
  const form = { ...none, nonce: 'x'.repeat(22) };
  const approval = '/interaction/sample/approval';
  const recover = (proof: string, level: string): PageView => ({
    page: 'sign-in/recover',
    form,
    model: { proof, level, approval },
  });
  const until = '24 November 2026 at 09:10';
  const standings = ['proving', 'cooling', 'ready', 'stopped', 'refused', 'ended'];
  return {
    'recover by face': recover('face', 'P9'),
    'recover at P9': recover('verification', 'P9'),
    'recover at P5': recover('verification', 'P5'),
    'recover at P0': recover('contact', 'P0'),
    'recover no more today': { page: 'sign-in/recover', model: { limited: true, approval } },
    'recovery code': { page: 'recovery/code', form: wrong('code', 'wrong') },
    'recovery password': {
      page: 'recovery/password',
      form: wrong('password', 'short'),
      model: { email: 'a•••i@example.com' },
    },
    ...Object.fromEntries(
      standings.map((state) => [
        `recovery ${state}`,
        {
          page: 'recovery/standing',
          model: {
            state,
            until,
            base: '/recovery/sample',
            signIn: '/authorize',
            password: '/recovery/sample/password',
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      ['ask', 'over', 'done'].map((state) => [
        `account stop-recovery ${state}`,
        { page: 'account/stop-recovery', model: { state } },
      ]),
    ),
  };
}
/** The contacts that codes may go to. */
const codes = (on: boolean) => [
  { way: 'sms', contact: 'mobile', offered: true, on, ending: on ? '123' : undefined },
  { way: 'voice', contact: 'landline', offered: true, on, ending: '123' },
  { way: 'letter', contact: 'address', offered: true, on, ending: on ? 'LS1 4••' : undefined },
];

/** A new device that is let in from another one. */
function approvalSamples(second: Record<string, unknown>): Record<string, PageView> {
  const page = 'https://surety.example/account/approve';
  const states = ['none', 'connected', 'wrong', 'ended', 'up'].map((state): [string, PageView] => [
    `approval ${state}`,
    { page: 'sign-in/approval', model: { ...second, state, page } },
  ]);
  const ask = { device: 'Chrome, Windows', service: 'Example surgery', at: '23 November 2026 at 09:10', id: 'x' };
  const approve = (model: Record<string, unknown>, form = none): PageView => ({ page: 'account/approve', form, model });
  return {
    ...Object.fromEntries(states),
    approval: {
      page: 'sign-in/approval',
      model: { ...second, state: 'waiting', number: '47', code: qrCode(`${page}/${'x'.repeat(22)}`), page },
    },
    'account approve': approve({ asking: [ask] }),
    'account approve wrong': approve({ asking: [{ ...ask, device: '' }] }, wrong('number', 'format')),
    'account approve several': approve({ asking: [ask, { ...ask, service: undefined }] }),
    'account approve none': approve({ asking: [] }),
    ...Object.fromEntries(
      ['connected', 'wrong', 'refused', 'over'].map((outcome) => [`account approve ${outcome}`, approve({ outcome })]),
    ),
  };
}

/** The pages of the ways to sign in: at sign-in, and where they are set up. */
export function waysSamples(): Record<string, PageView> {
  const second = { others, mayRemember: true };
  const app = { code: qrCode(`otpauth://totp/${'x'.repeat(60)}`), address: 'otpauth://totp/x', secret: 'ABCD EFGH' };
  const way = (kind: string, isLast = false) => ({ way: { kind, isLast, name: 'My phone' } });
  const remove = (kind: string, isLast?: boolean): PageView => ({
    page: 'account/ways/remove',
    model: way(kind, isLast),
  });
  const unnamed = (kind: string): PageView => ({
    page: 'account/ways/remove',
    model: { way: { kind, isLast: false } },
  });
  const letter = { ...second, address: 'LS1 4••' };
  return {
    'voice-code': { page: 'sign-in/voice-code', form: none, model: { ...second, ending: '123', sent: true } },
    'voice-code unsent': { page: 'sign-in/voice-code', form: none, model: { ...second, ending: '123', unsent: true } },
    letter: { page: 'sign-in/letter', form: none, model: letter },
    'letter underway': { page: 'sign-in/letter', form: none, model: { ...letter, day: '23 November 2026' } },
    'letter wrong': {
      page: 'sign-in/letter',
      form: wrong('code', 'letter_wrong'),
      model: { ...letter, day: '23 November 2026' },
    },
    'letter limited': { page: 'sign-in/letter', form: none, model: { ...letter, limited: true } },
    'app-code': { page: 'sign-in/app-code', form: none, model: second },
    'app-code wrong': { page: 'sign-in/app-code', form: wrong('code', 'app_code_wrong'), model: second },
    'recovery-code': { page: 'sign-in/recovery-code', form: none, model: second },
    'recovery-code wrong': { page: 'sign-in/recovery-code', form: wrong('recoveryCode', 'format'), model: second },
    passkey: {
      page: 'sign-in/passkey',
      form: none,
      model: { question, others, password: '/interaction/sample/email' },
    },
    'passkey wrong': { page: 'sign-in/passkey', form: wrong('passkey', 'refused'), model: { question, others } },
    ...recoverySamples(),
    ...approvalSamples({ ...second, others: others.filter(({ way }) => way !== 'approval') }),
    'account ways': {
      page: 'account/ways',
      model: {
        codes: codes(true),
        awaited: { id: 'x'.repeat(22), address: 'LS1 4••' },
        ...{ passkeys: [one, { ...one, used: undefined, copied: true }], apps: [one] },
        ...{ devices: [one], recovery: { left: 9, made: '23 November 2026' } },
      },
    },
    'account ways none': {
      page: 'account/ways',
      model: { codes: codes(false), passkeys: [], apps: [], devices: [], recovery: { left: 0 } },
    },
    'account ways passkey': {
      page: 'account/ways/passkey',
      form: { values: { name: 'Chrome, Windows' }, errors: {} },
      model: { options: question },
    },
    'account ways passkey wrong': {
      page: 'account/ways/passkey',
      form: wrong('passkey', 'refused'),
      model: { options: question },
    },
    'account ways app': { page: 'account/ways/app', form: none, model: app },
    'account ways app wrong': {
      page: 'account/ways/app',
      form: { values: {}, errors: { name: 'missing', code: 'app_code_wrong' } },
      model: app,
    },
    'account ways recovery': { page: 'account/ways/recovery', model: { left: 3, count: 10 } },
    'account ways recovery made': { page: 'account/ways/recovery', model: { codes: ['4F7KQ-9TZ2M'], count: 10 } },
    ...Object.fromEntries(
      codes(false).map(({ way, ending = 'LS1 4••' }): [string, PageView] => [
        `account ways ${way}`,
        { page: 'account/ways/codes', model: { way, ending } },
      ]),
    ),
    'account ways remove': remove('passkey'),
    'account ways remove app': remove('app'),
    'account ways remove sms': unnamed('sms'),
    'account ways remove voice': unnamed('voice'),
    'account ways remove letter': unnamed('letter'),
    'account ways remove device': remove('device'),
    'account ways remove last': remove('sms', true),
    'account ways rename': { page: 'account/ways/rename', form: { values: { name: 'My phone' }, errors: {} } },
    'account ways rename wrong': { page: 'account/ways/rename', form: wrong('name', 'missing') },
  };
}
