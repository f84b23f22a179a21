import { PdsError } from './outcome.js';

const known = [
  'family',
  'given',
  'gender',
  'birthdate',
  'death-date',
  'address-postalcode',
  'address-postcode',
  'general-practitioner',
  'email',
  'phone',
  '_fuzzy-match',
  '_exact-match',
  '_history',
  '_max-results',
];

export interface SearchParameters {
  family: string;
  given: string[];
  gender?: string;
  birthdate: string[];
  deathDate: string[];
  postcode?: string;
  practice?: string;
  email?: string;
  phone?: string;
  fuzzy: boolean;
  exact: boolean;
  history: boolean;
}

/**
 * The parameters of a search, checked as PDS checks them.
 * @throws PdsError 400, or 403 where more than one result is asked for (application-restricted access gives one only)
 */
export function readParameters(query: URLSearchParams): SearchParameters {
  const unexpected = [...query.keys()].find((name) => !known.includes(name));
  if (unexpected)
    throw new PdsError(
      400,
      'UNSUPPORTED_SERVICE',
      `Invalid request with error - Additional properties are not allowed ('${unexpected}' was unexpected)`,
    );
  const one = (name: string) => query.get(name)?.trim() || undefined;
  if (one('address-postcode') && one('address-postalcode'))
    throw invalidSearch("'address-postcode' and 'address-postalcode' cannot be used together");
  const most = one('_max-results');
  if (most !== undefined && most !== '1') refuseMore(most);
  const parameters: SearchParameters = {
    family: one('family') ?? '',
    given: query.getAll('given'),
    gender: one('gender'),
    birthdate: dates(query, 'birthdate'),
    deathDate: dates(query, 'death-date'),
    postcode: one('address-postalcode') ?? one('address-postcode'),
    practice: one('general-practitioner'),
    email: one('email'),
    phone: one('phone'),
    fuzzy: flag(query, '_fuzzy-match'),
    exact: flag(query, '_exact-match'),
    history: flag(query, '_history'),
  };
  if (parameters.birthdate.length === 0)
    throw new PdsError(
      400,
      'MISSING_VALUE',
      "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'",
    );
  if (!parameters.family)
    throw invalidSearch('No searches were performed as the search criteria did not meet the minimum requirements');
  if (parameters.gender && !['male', 'female', 'other', 'unknown'].includes(parameters.gender.toLowerCase()))
    throw invalidValue(parameters.gender, 'gender');
  checkWildcards(parameters);
  checkFuzzy(parameters);
  return parameters;
}

function refuseMore(most: string): never {
  if (!/^\d+$/.test(most) || most === '0') throw invalidValue(most, '_max-results');
  throw new PdsError(
    403,
    'INVALID_VALUE',
    'Your app has insufficient permissions to perform this search. Please contact support.',
    { code: 'token', display: 'Cannot retrieve more than one result with application-restricted access token' },
  );
}

function dates(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name);
  const wrong = values.find((value) => !/^(eq|ge|le)?\d{4}-\d{2}-\d{2}$/.test(value));
  if (wrong !== undefined) throw invalidValue(wrong, name);
  return values;
}

function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw invalidValue(value, name);
  return value === 'true';
}

/** A fuzzy search takes both names and the date of birth, or gender and postcode in place of the given name. */
function checkFuzzy({ fuzzy, given, gender, postcode }: SearchParameters): void {
  if (!fuzzy || given.some((name) => name.trim()) || (gender && postcode)) return;
  throw invalidSearch('No searches were performed as the search criteria did not meet the minimum requirements');
}

function checkWildcards({ family, given, postcode, fuzzy }: SearchParameters): void {
  for (const text of [family, ...given, postcode ?? '']) {
    const at = text.indexOf('*');
    if (at < 0) continue;
    if (fuzzy) throw invalidSearch('Wildcards cannot be used with a fuzzy search');
    if (at < 2) throw invalidSearch('A wildcard must follow at least two characters');
  }
}

const invalidSearch = (why: string) =>
  new PdsError(400, 'INVALID_SEARCH_DATA', `Invalid search data provided - '${why}'`);
const invalidValue = (value: string, field: string) =>
  new PdsError(400, 'INVALID_VALUE', `Invalid value - '${value}' in field '${field}'`);
