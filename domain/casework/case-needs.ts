import type { Reason } from '../journey/reasons.js';
import type { Signal } from '../verification/signals.js';

/**
 * What a checker must be able to judge. `fraud`: strong signs of it; `foreign-documents`: one that another state issued; `records`: PDS knew
 * no one record; `cy`: the person uses Surety in Welsh.
 */
export const caseNeeds = ['fraud', 'foreign-documents', 'records', 'cy'] as const;

export type CaseNeed = (typeof caseNeeds)[number];

const recordReasons: readonly Reason[] = [
  'details_no_match',
  'details_many_matches',
  'details_restricted',
  'details_invalidated',
  'details_differ',
  'details_duplicate',
  'review_pds_no_record',
];

/** What is known of a case that goes to caseworkers. `issuer`: code of ICAO 9303 part 3, where a document was read. */
export type KnownOfCase = {
  signals: readonly Signal[];
  reasons: readonly Reason[];
  traced: boolean;
  issuer?: string | undefined;
  language?: string | undefined;
};

/** The skills and languages that a case asks of whoever decides it. */
export function needsOf({ signals, reasons, traced, issuer, language }: KnownOfCase): CaseNeed[] {
  const needs: Record<CaseNeed, boolean> = {
    fraud: signals.some(({ strength }) => strength === 'strong'),
    'foreign-documents': issuer !== undefined && issuer !== 'GBR',
    records: !traced || reasons.some((reason) => recordReasons.includes(reason)),
    cy: language === 'cy',
  };
  return caseNeeds.filter((need) => needs[need]);
}

/**
 * What a member of staff can judge, by the `skills` and `languages` claims of their issuer (lists, or words apart by spaces).
 * @returns undefined where the issuer says neither: then nobody is told apart.
 */
export function skillsOf(claims: { skills?: unknown; languages?: unknown }): CaseNeed[] | undefined {
  const given = (claim: unknown) =>
    typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : undefined;
  const [skills, languages] = [given(claims.skills), given(claims.languages)];
  if (!skills && !languages) return undefined;
  return caseNeeds.filter((need) =>
    need === 'cy' ? (languages?.includes('cy') ?? true) : (skills?.includes(need) ?? true),
  );
}
