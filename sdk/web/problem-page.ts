import type { SuretyError, SuretyErrorCode } from '../errors.js';
import { htmlPage } from './html.js';
import { problemWords } from './problem-words.js';

/** A sign-in that did not end with a signed-in person. */
export interface Problem {
  error: SuretyError;
  /** Where a button that tries again leads. */
  again: string;
  /** Your own page from which the person came. */
  back: string;
  language: 'en' | 'cy';
}

type Kind = 'pending' | 'failed' | 'cancelled' | 'later' | 'lost' | 'other';

const kinds: Partial<Record<SuretyErrorCode, Kind>> = {
  verification_pending: 'pending',
  verification_failed: 'failed',
  user_cancelled: 'cancelled',
  temporarily_unavailable: 'later',
  unreachable: 'later',
  sign_in_lost: 'lost',
};

/** What a person reads, with two ways on; yours may say it better. */
export function problemPage({ error, again, back, language }: Problem): Response {
  const words = problemWords[language];
  const { title, text } = words[kinds[error.code] ?? 'other'];
  const way = error.advice === 'offer-another-way' ? words.another : words.again;
  return htmlPage({
    status: error.advice === 'wait' ? 503 : error.advice === 'mend' ? 500 : 200,
    language,
    title,
    paragraphs: [text],
    links: [
      { href: again, text: way },
      { href: back, text: words.back },
    ],
  });
}
