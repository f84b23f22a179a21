import type { PageView } from '../../../ui/http/render.js';
import { sampleForm as form } from './sample-form.js';
import { withoutMobileSamples } from './without-mobile-samples.js';

const state = { nonce: 'sample' };
const email = 'anna.exempli@example.com';

const registration = (path: string, model: object = {}, values = {}, errors = {}): PageView => ({
  page: `registration/${path}`,
  form: form(values, errors),
  model: { state, email, ...model },
});

/** The pages on which people register. */
export function registrationSamples(): Record<string, PageView> {
  return {
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
  };
}
