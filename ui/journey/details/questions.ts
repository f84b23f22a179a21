import { type DateFields, parseBirthDate } from '../../../domain/dates.js';
import type { FieldErrors } from '../../../domain/field-errors.js';
import type { Details } from '../../../domain/identity.js';
import { parseName } from '../../../domain/names.js';
import { parseNhsNumber } from '../../../domain/nhs-number.js';
import { parsePostcode } from '../../../domain/postcode.js';
import type { Draft } from './draft.js';

/** One page of the details: what it asks for, and what is wrong with an answer. */
export interface Question {
  path: 'nhs-number-known' | 'nhs-number' | 'name' | 'birth-date' | 'postcode';
  fields: readonly (keyof Draft)[];
  /** Whether it is asked, given the answers so far. */
  asked(draft: Draft): boolean;
  /** What is wrong, by the field to go to; empty when the answer will do. @param today YYYY-MM-DD */
  check(draft: Draft, today: string): FieldErrors;
}

/** The details pages in their order, one thing on each. */
export const questions: readonly Question[] = [
  {
    path: 'nhs-number-known',
    fields: ['knows'],
    asked: () => true,
    check: ({ knows }) => wrong({ knows: knows === 'yes' || knows === 'no' ? undefined : 'missing' }),
  },
  {
    path: 'nhs-number',
    fields: ['nhsNumber'],
    asked: ({ knows }) => knows === 'yes',
    check: ({ nhsNumber = '' }) => wrong({ nhsNumber: errorOf(parseNhsNumber(nhsNumber)) }),
  },
  {
    path: 'name',
    fields: ['givenNames', 'familyName'],
    asked: () => true,
    check: ({ givenNames = '', familyName = '' }) =>
      wrong({ givenNames: errorOf(parseName(givenNames)), familyName: errorOf(parseName(familyName)) }),
  },
  {
    path: 'birth-date',
    fields: ['day', 'month', 'year'],
    asked: () => true,
    check: (draft, today) => birthDateErrors(dateOf(draft), today),
  },
  {
    path: 'postcode',
    fields: ['postcode'],
    asked: () => true,
    check: ({ postcode = '' }) => wrong({ postcode: errorOf(parsePostcode(postcode)) }),
  },
];

/** The first question without a good answer, or undefined when all have one. */
export function firstOpen(draft: Draft, today: string): Question | undefined {
  return questions.find((question) => question.asked(draft) && Object.keys(question.check(draft, today)).length > 0);
}

/** The question before one, among those that are asked. */
export function before(question: Question, draft: Draft): Question | undefined {
  return questions.slice(0, questions.indexOf(question)).findLast((earlier) => earlier.asked(draft));
}

/** The answers as the trace takes them. @returns undefined while one is missing or wrong. */
export function detailsOf(draft: Draft, today: string): Details | undefined {
  const given = parseName(draft.givenNames ?? '');
  const family = parseName(draft.familyName ?? '');
  const birth = parseBirthDate(dateOf(draft), today);
  const post = parsePostcode(draft.postcode ?? '');
  if ('error' in given || 'error' in family || 'error' in birth || 'error' in post) return undefined;
  const details = { givenNames: given.name, familyName: family.name, birthDate: birth.date, postcode: post.postcode };
  if (draft.knows !== 'yes') return details;
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
