import type { PageView } from '../../../ui/http/render.js';
import { qrCode } from '../../../ui/layout/qr-code/qr-code.js';

/** The pages on which people register without a mobile. */
export function withoutMobileSamples(): Record<string, PageView> {
  const page = (
    path: string,
    model: Record<string, unknown> = {},
    values: Record<string, string> = {},
    errors: Record<string, string> = {},
  ): PageView => ({ page: `registration/${path}`, form: { values, errors, nonce: 'sample' }, model });
  const ways = ['passkey', 'app', 'landline', 'letter', 'mobile'];
  const question = JSON.stringify({ challenge: 'x'.repeat(43), rp: { id: 'surety.example', name: 'Surety' } });
  const app = { code: qrCode(`otpauth://totp/${'x'.repeat(60)}`), address: 'otpauth://totp/x', secret: 'ABCD EFGH' };
  const letter = { address: 'LS1 4••', until: '14 December 2026' };
  const missing = { addressee: 'missing', line1: 'missing', line2: 'format', town: 'missing', postcode: 'format' };
  return {
    'second-way': page('second-way', { ways }),
    'second-way missing': page('second-way', { ways }, {}, { action: 'missing' }),
    landline: page('landline', {}, { landline: '12' }, { landline: 'format' }),
    'landline-code': page('landline-code', { ending: '123', sent: true }),
    'landline-code bounced': page('landline-code', { ending: '123' }, {}, { code: 'landline_bounced' }),
    address: page('address'),
    'address wrong': page('address', {}, { postcode: 'X' }, missing),
    'letter-code': page('letter-code', { ...letter, sent: true }),
    'letter-code bounced': page('letter-code', letter, {}, { code: 'letter_bounced' }),
    'new-app': page('new-app', app),
    'new-app wrong': page('new-app', app, {}, { code: 'app_code_wrong', name: 'missing' }),
    'new-passkey': page('new-passkey', { options: question }),
    'new-passkey wrong': page('new-passkey', { options: question }, {}, { passkey: 'refused' }),
  };
}
