import { type Reason, reasons } from '../../domain/journey/reasons.js';
import { forPartners } from '../../domain/partners/verification-status.js';
import type { Language } from './languages.js';
import { wordList, wordsFor } from './words.js';

/**
 * How a reason is called in figures, in the words that caseworkers read, those of a caseworker's own marked as such. Partners read other
 * words where caseworkers are told more than they may know. A code that is not of the list stays as it is.
 */
export function nameOfReason(language: Language, reader: 'staff' | 'partner'): (code: string) => string {
  const t = wordsFor('casework', language);
  const portal = wordsFor('portal', language);
  const own = reader === 'partner' ? wordList('portal', language) : {};
  return (code) => {
    const known = reasons.find((one) => one === code);
    if (!known) return code;
    const told: Reason = reader === 'partner' ? forPartners(known) : known;
    const reason = own[`reason.${told}`] ?? t(`reason.${told}`);
    return told.startsWith('review_') ? portal('reason.byCaseworker', { reason }) : reason;
  };
}
