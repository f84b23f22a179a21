import type { PageView } from '../../../ui/http/render.js';
import { qrCode } from '../../../ui/layout/qr-code/qr-code.js';
import { sampleForm as form } from './sample-form.js';

const base = '/journey/sample';

/** The pages of a hand-off: the first screen in each state, and the phone. */
export function handOffSamples(): Record<string, PageView> {
  const model = { base, email: 'a•••i@example.com', ending: '123' };
  const first = (state: string, more = {}): PageView => ({
    page: 'hand-off/phone',
    model: { ...model, state, ...more },
  });
  const code = qrCode(`https://surety.example/hand-off/start/${'x'.repeat(22)}.${'y'.repeat(43)}`);
  const over = ['wrong', 'ended', 'up', 'used', 'other-account'].map((why): [string, PageView] => [
    `hand-off over ${why}`,
    { page: 'hand-off/over', model: { why, again: why === 'used' ? '/hand-off/sample' : undefined } },
  ]);
  return {
    'use phone': first('none'),
    'use phone again': first('wrong'),
    'use phone code': first('waiting', { code, sent: 'sms' }),
    'use phone number': first('joined', { number: '47' }),
    'use phone connected': first('connected'),
    'hand-off link': { page: 'hand-off/link', form: form(), model },
    'hand-off number': { page: 'hand-off/number', form: form({}, { number: 'format' }) },
    'hand-off done': { page: 'hand-off/done', model: { over: false } },
    'hand-off finished': { page: 'hand-off/done', model: { over: true } },
    ...Object.fromEntries(over),
  };
}
