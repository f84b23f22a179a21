import type { Problem, SuretyError, SuretyErrorCode } from '../../sdk/index.js';
import { partnerPages } from './pages.js';
import type { Who } from './who.js';

/** What a person reads when Surety sends them back without signing them in. */
export interface Explanation {
  title: string;
  text: string;
  /** What the button that goes on says. */
  action: string;
}

/** The everyday ones in words of our own. */
const explanations: Partial<Record<SuretyErrorCode, Explanation>> = {
  verification_pending: {
    title: 'Your identity is not confirmed yet',
    text: 'You can come back at any time. Surety tells you by email when there is something to do, and your place is kept.',
    action: 'Go back to Surety',
  },
  verification_failed: {
    title: 'Your identity could not be confirmed',
    text: 'You can use {name} without signing in, ring us on 01632 960 123, or try again with Surety.',
    action: 'Try again with Surety',
  },
  user_cancelled: {
    title: 'You have not signed in',
    text: 'You chose to come back. Nothing was shared with us. You can continue whenever you like.',
    action: 'Continue with Surety',
  },
  sign_in_lost: {
    title: 'This sign-in is over',
    text: 'It began in another browser or too long ago, or you have used it already. Nothing that you entered is lost.',
    action: 'Continue with Surety',
  },
};

const other: Explanation = {
  title: 'Sign-in did not work',
  text: 'This is not your fault. Please try again. If it happens again, ring us on 01632 960 123.',
  action: 'Try again with Surety',
};

export function explain({ code }: Pick<SuretyError, 'code'>, { name }: Pick<Who, 'name'>): Explanation {
  const { title, text, action } = explanations[code] ?? other;
  return { title, text: text.replace('{name}', name), action };
}

/** Our page for a sign-in that did not work, in place of the SDK's. */
export function problemAnswer({ error, again }: Problem, who: Who): Response {
  const page = partnerPages(who).problemPage(explain(error, who), again, error.wire ?? error.code);
  const status = error.advice === 'wait' ? 503 : 200;
  return new Response(page, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
