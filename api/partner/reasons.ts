import { type Reason, reasons, reasonsVersion, reasonTable } from '../../domain/journey/reasons.js';
import { languages } from '../../ui/words/languages.js';
import { wordList } from '../../ui/words/words.js';

/** The reasons as partners' programs read them. What a code says never changes; later versions have more codes. */
export interface ReasonList {
  version: number;
  reasons: {
    code: Reason;
    about: string;
    /** The version that brought it. */
    since: number;
    meaning: string;
    /** What the person reads, by language; absent where they read a page of its own, or nothing. */
    advice?: Record<string, string>;
  }[];
}

/** The list of reasons, made of the table in domain/journey/reasons.ts and the words of the pages. */
export function reasonList(): ReasonList {
  return {
    version: reasonsVersion,
    reasons: reasons.map((code) => {
      const { about, since, meaning, person } = reasonTable[code];
      const advice = languages.map((language) => [language, wordList('words', language)[`reason.${code}`] ?? '']);
      return { code, about, since, meaning, ...(person === 'advice' ? { advice: Object.fromEntries(advice) } : {}) };
    }),
  };
}
