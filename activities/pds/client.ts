import type { KeyObject } from 'node:crypto';
import type { Details, Identity } from '../../domain/identity.js';
import { compareNames } from '../../domain/names.js';
import { refusal } from '../../platform/activity-failure.js';
import { type PdsRecord, readPatient } from './patient.js';
import { type PdsAnswer, pdsRequest } from './request.js';
import { accessTokens } from './token.js';

export interface PdsOptions {
  readonly pdsUrl: string;
  readonly pdsTokenUrl: string;
  readonly pdsApiKey: string;
  readonly pdsKeyId: string;
  readonly pdsPrivateKey: KeyObject;
  /** How long one request may take, in milliseconds; 5 seconds if left out. */
  readonly timeoutMs?: number;
}

/**
 * What PDS says to a person's details: one record that agrees with them; `none` or `many` such; a record by that NHS
 * number that is somebody else's (`differ`), or that agrees but cannot be used.
 */
export type Trace =
  | { kind: 'match'; identity: Identity & { nhsNumber: string }; version: string }
  | { kind: 'none' | 'many' | 'differ' | 'restricted' | 'deceased' | 'invalidated' };

export interface PdsClient {
  /**
   * Finds the record of a person: by NHS number where one was given, else by name, date of birth and postcode, at
   * present and then in the past.
   *
   * @param purpose the same for each retry of the same trace, such as an activity's id.
   * @throws retryable failures (`pds_down`, `pds_busy`, `pds_token_refused`) or final ones (`pds_denied`, `pds_…`).
   */
  trace(details: Details, purpose?: string): Promise<Trace>;
}

/** The FHIR client of the Personal Demographics Service, with access as an application. */
export function createPdsClient(options: PdsOptions): PdsClient {
  const { pdsUrl: url, pdsTokenUrl, pdsApiKey, pdsKeyId, pdsPrivateKey, timeoutMs = 5_000 } = options;
  const credentials = { tokenUrl: pdsTokenUrl, apiKey: pdsApiKey, keyId: pdsKeyId, privateKey: pdsPrivateKey };
  const tokens = accessTokens({ ...credentials, timeoutMs });
  const get = (path: string, purpose?: string) => pdsRequest({ url, tokens, timeoutMs }, path, purpose);

  const read = (nhsNumber: string, purpose?: string) => get(`/Patient/${encodeURIComponent(nhsNumber)}`, purpose);

  return {
    async trace(details, purpose) {
      const named = (part: string) => purpose && `${purpose} ${part}`;
      if (details.nhsNumber) return judgeRead(await read(details.nhsNumber, named('read')), details);
      const present = judgeSearch(await get(`/Patient?${query(details)}`, named('search')), details);
      if (present.kind !== 'none') return present;
      const past = onlyRecord(await get(`/Patient?${query(details)}&_history=true`, named('history')));
      if (typeof past === 'string') return { kind: past };
      // A search leaves former names out of what it finds.
      const found = judgeRead(await read(past.identity.nhsNumber, named('found')), details);
      return found.kind === 'differ' ? { kind: 'none' } : found;
    },
  };
}

/** Only the first given name is searched for: later ones are often missing on either side. */
function query({ familyName, givenNames, birthDate, postcode }: Details): string {
  return new URLSearchParams({
    family: familyName,
    given: givenNames.split(/\s+/)[0] ?? '',
    birthdate: `eq${birthDate}`,
    'address-postalcode': postcode,
  }).toString();
}

function judgeRead({ status, body, outcome }: PdsAnswer, details: Details): Trace {
  if (outcome === 'INVALIDATED_RESOURCE') return { kind: 'invalidated' };
  if (status === 404 || outcome === 'INVALID_RESOURCE_ID') return { kind: 'none' };
  if (status !== 200 || outcome !== undefined) throw refusal('pds_refused');
  // A superseded number answers with the record, and the number, that took its place.
  return judgeRecord(readPatient(body), details) ?? { kind: 'differ' };
}

function judgeSearch(answer: PdsAnswer, details: Details): Trace {
  const record = onlyRecord(answer);
  if (typeof record === 'string') return { kind: record };
  // What PDS takes for alike may not be so by our rules.
  return judgeRecord(record, details) ?? { kind: 'none' };
}

function onlyRecord({ status, body, outcome }: PdsAnswer): PdsRecord | 'none' | 'many' {
  if (outcome === 'TOO_MANY_MATCHES') return 'many';
  if (status === 404) return 'none';
  if (status !== 200 || outcome !== undefined || body.resourceType !== 'Bundle') throw refusal('pds_refused');
  const entries = (body as { entry?: { resource?: unknown }[] }).entry ?? [];
  if (entries.length > 1) return 'many';
  return entries[0] ? readPatient(entries[0].resource) : 'none';
}

/** Undefined where name or date of birth differ: nothing about a stranger's record is told, not even a death. */
function judgeRecord({ identity, version, restricted, deceased }: PdsRecord, details: Details): Trace | undefined {
  if (identity.birthDate !== details.birthDate || compareNames(details, identity) === 'differ') return undefined;
  if (deceased) return { kind: 'deceased' };
  return restricted ? { kind: 'restricted' } : { kind: 'match', identity, version };
}
