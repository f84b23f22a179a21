import type { Details } from '../../domain/person/identity.js';
import { refusal } from '../../platform/temporal/activity-failure.js';
import { type PdsRecord, readPatient } from './patient.js';
import type { PdsAnswer } from './request.js';

/** Sends one read to PDS. @param part names it within a trace, so that a retry of it carries the same request id. */
export type Ask = (path: string, part: string) => Promise<PdsAnswer>;

/** What a search is asked with beside, or instead of, what was typed; `undefined` leaves a field out. */
export type SearchChange = Partial<Record<SearchParameter, string | readonly string[] | undefined>>;

type SearchParameter =
  | 'family'
  | 'given'
  | 'birthdate'
  | 'address-postalcode'
  | 'phone'
  | 'email'
  | '_history'
  | '_fuzzy-match';

/** Only the first given name is searched for: later ones are often missing on either side. */
export function queryOf({ familyName, givenNames, birthDate, postcode }: Details, change: SearchChange = {}): string {
  const asked: SearchChange = {
    family: familyName,
    given: givenNames.split(/\s+/)[0] ?? '',
    birthdate: `eq${birthDate}`,
    'address-postalcode': postcode,
    ...change,
  };
  const pairs = Object.entries(asked).flatMap(([name, values]) =>
    values === undefined ? [] : [values].flat().map((value) => [name, value]),
  );
  return new URLSearchParams(pairs).toString();
}

/** The one record that a search found. */
export function onlyRecord({ status, body, outcome }: PdsAnswer): PdsRecord | 'none' | 'many' {
  // With status 200.
  if (outcome === 'TOO_MANY_MATCHES') return 'many';
  if (status === 404) return 'none';
  if (status !== 200 || outcome !== undefined || body.resourceType !== 'Bundle') throw refusal('pds_refused');
  const entries = (body as { entry?: { resource?: unknown }[] }).entry ?? [];
  if (entries.length > 1) return 'many';
  return entries[0] ? readPatient(entries[0].resource) : 'none';
}
