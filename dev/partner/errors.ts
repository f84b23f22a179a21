import * as openid from 'openid-client';
import type { Who } from './who.js';

/** What a person reads when Surety sends them back without signing them in. */
export interface Explanation {
  title: string;
  text: string;
  /** What the button that goes on says. */
  action: string;
}

/** By `error_description` of `access_denied`, as Surety documents them. */
const refused: Record<string, Explanation> = {
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
};

const other: Explanation = {
  title: 'Sign-in did not work',
  text: 'This is not your fault. Please try again. If it happens again, ring us on 01632 960 123.',
  action: 'Try again with Surety',
};

/** @returns what to show, with the wire's own words for whoever develops */
export function explain(error: unknown, { name }: Pick<Who, 'name'>): Explanation & { wire: string } {
  if (!(error instanceof openid.AuthorizationResponseError)) {
    const wire = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ...other, wire };
  }
  const description = error.error_description ?? '';
  const wire = description ? `${error.error}: ${description}` : error.error;
  const known = error.error === 'access_denied' ? refused[description] : undefined;
  const { title, text, action } = known ?? other;
  return { title, text: text.replace('{name}', name), action, wire };
}
