import { parseSurgeryContact } from '../../../domain/accounts/surgery-contact.js';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import { type DateFields, parseBirthDate } from '../../../domain/person/dates.js';
import type { Details } from '../../../domain/person/identity.js';
import { parseName } from '../../../domain/person/names.js';
import { parseNhsNumber } from '../../../domain/person/nhs-number.js';
import { parsePostcode } from '../../../domain/person/postcode.js';
import type { Draft } from './draft.js';

/** One page of the details: what it asks for, and what is wrong with an answer. */
export interface Question {
  path: 'details' | 'postcode' | 'surgery-contact';
  fields: readonly (keyof Draft)[];
  /** What is wrong, by the field to go to; empty when the answer will do. @param today YYYY-MM-DD */
  check(draft: Draft, today: string): FieldErrors;
}

/** The details pages in their order: what browsers fill in together stands together. */
export const questions: readonly Question[] = [
  {
    path: 'details',
    fields: ['givenNames', 'familyName', 'day', 'month', 'year'],
    check: (draft, today) => ({
      ...wrong({
        givenNames: errorOf(parseName(draft.givenNames ?? '')),
        familyName: errorOf(parseName(draft.familyName ?? '')),
      }),
      ...birthDateErrors(dateOf(draft), today),
    }),
  },
  {
    path: 'postcode',
    fields: ['postcode', 'nhsNumber'],
    check: ({ postcode = '', nhsNumber = '' }) =>
      wrong({
        postcode: errorOf(parsePostcode(postcode)),
        nhsNumber: nhsNumber.trim() === '' ? undefined : errorOf(parseNhsNumber(nhsNumber)),
      }),
  },
  {
    path: 'surgery-contact',
    fields: ['contact'],
    check: ({ tells, contact = '' }) =>
      wrong({ contact: tells === 'yes' ? errorOf(parseSurgeryContact(contact)) : undefined }),
  },
];

/** The first question without a good answer, or undefined when all have one. */
export function firstOpen(draft: Draft, today: string): Question | undefined {
  return questions.find((question) => Object.keys(question.check(draft, today)).length > 0);
}

/** The answers as the trace takes them. @returns undefined while one is missing or wrong. */
export function detailsOf(draft: Draft, today: string): Details | undefined {
  const given = parseName(draft.givenNames ?? '');
  const family = parseName(draft.familyName ?? '');
  const birth = parseBirthDate(dateOf(draft), today);
  const post = parsePostcode(draft.postcode ?? '');
  if ('error' in given || 'error' in family || 'error' in birth || 'error' in post) return undefined;
  const told = draft.tells === 'yes' ? parseSurgeryContact(draft.contact ?? '') : undefined;
  if (told && 'error' in told) return undefined;
  const details = {
    givenNames: given.name,
    familyName: family.name,
    birthDate: birth.date,
    postcode: post.postcode,
    ...(told && { surgeryContact: told.contact }),
  };
  if ((draft.nhsNumber ?? '').trim() === '') return details;
  const number = parseNhsNumber(draft.nhsNumber ?? '');
  return 'error' in number ? undefined : { ...details, nhsNumber: number.nhsNumber };
}

const errorOf = (read: object): string | undefined => ('error' in read ? String(read.error) : undefined);

/** Only the fields that have an error. */
function wrong(errors: Record<string, string | undefined>): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The error stands at the first part it concerns; the page marks the others by the code that comes with them. */
function birthDateErrors(fields: DateFields, today: string): FieldErrors {
  const read = parseBirthDate(fields, today);
  if (!('error' in read)) return {};
  const [part = 'day'] = read.parts;
  const code = read.error === 'date_part_missing' ? `date_part_missing_${read.parts.join('_')}` : read.error;
  return { [part]: code };
}

const dateOf = ({ day = '', month = '', year = '' }: Draft): DateFields => ({ day, month, year });
