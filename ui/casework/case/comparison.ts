import type { Identity } from '../../../domain/person/identity.js';
import { compareNames } from '../../../domain/person/names.js';
import { compareMrzWithDetails } from '../../../evidence/mrz/text/compare-with-details.js';
import type { CaseFacts } from './facts.js';

const fields = ['givenNames', 'familyName', 'birthDate', 'postcode', 'nhsNumber'] as const;

/** One field as the person typed it, as PDS holds it and as the document says it, and which of these differ. */
export type ComparisonRow = {
  field: (typeof fields)[number];
  typed?: string | undefined;
  pds?: string | undefined;
  document?: string | undefined;
  differs: ('typed-pds' | 'typed-document' | 'pds-document')[];
  /** Whether there were two sources to compare. */
  compared: boolean;
};

/**
 * Lays the three sources side by side. Typed and PDS names are compared as the PDS trace does (domain/person/names.ts), a document's by the
 * rules of the MRZ, everything else by its letters and digits.
 */
export function compareSources({ details, pds, document }: CaseFacts): ComparisonRow[] {
  const mrz = document?.fields ?? document?.reading?.fields;
  const typed = { ...details };
  const record = { ...pds, givenNames: pds?.givenNames.join(' ') };
  const read = { givenNames: mrz?.givenNames, familyName: mrz?.surname, birthDate: mrz?.birthDate };
  const toTyped = mrz && details && compareMrzWithDetails(mrz, details);
  const toRecord = mrz && pds && compareMrzWithDetails(mrz, { ...pds, givenNames: pds.givenNames.join(' ') });

  return fields.map((field) => {
    const onDocument = field === 'postcode' || field === 'nhsNumber' ? undefined : field;
    const row: ComparisonRow = {
      field,
      typed: typed[field],
      pds: record[field],
      document: onDocument && read[onDocument],
      differs: [],
      compared: false,
    };
    row.compared = [row.typed, row.pds, row.document].filter(Boolean).length > 1;
    if (row.typed && row.pds && !isSame(field, row.typed, row.pds)) row.differs.push('typed-pds');
    if (onDocument && row.typed && toTyped?.[onDocument] === 'differs') row.differs.push('typed-document');
    if (onDocument && row.pds && toRecord?.[onDocument] === 'differs') row.differs.push('pds-document');
    return row;
  });
}

function isSame(field: ComparisonRow['field'], typed: string, pds: string): boolean {
  if (field !== 'givenNames' && field !== 'familyName') return plain(typed) === plain(pds);
  const other = { givenNames: 'Same', familyName: 'Same', [field]: typed };
  const record = { ...other, [field]: pds };
  return compareNames(other, { familyName: record.familyName, givenNames: [record.givenNames] }) === 'present';
}

/** Whether the typed name is one the person had before, by the record. */
export function isFormerName({ details, pds }: CaseFacts): boolean {
  return details !== undefined && pds !== undefined && compareNames(details, pds) === 'former';
}

/** Former names in the PDS record, as `Given Family`. */
export function formerNames(pds: Identity | undefined): string[] {
  return (pds?.formerNames ?? []).map(({ givenNames, familyName }) => [...givenNames, familyName].join(' '));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
