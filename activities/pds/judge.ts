import type { Details, Identity } from '../../domain/person/identity.js';
import { compareNames } from '../../domain/person/names.js';
import type { DetailsField } from '../../domain/verification/check-results.js';
import { refusal } from '../../platform/temporal/activity-failure.js';
import { type PdsRecord, readPatient } from './patient.js';
import type { PdsAnswer } from './request.js';

/**
 * What PDS says to a person's details: one record that agrees with them; `none` or `many` such; a record by that NHS
 * number that is somebody else's (`differ`), or that agrees but cannot be used. `look`: the one field that stands between
 * the details and a record; it says nothing of what the record has there.
 */
export type Trace =
  | { kind: 'match'; identity: Identity & { nhsNumber: string }; version: string }
  | { kind: 'none' | 'many' | 'differ' | 'restricted' | 'deceased' | 'invalidated'; look?: DetailsField };

/** What a record by NHS number is to the details: name and date of birth must agree. */
export function judgeRead(answer: PdsAnswer, details: Details): Trace {
  const record = recordOfRead(answer);
  if (record === 'invalidated' || record === 'none') return { kind: record };
  return judgeRecord(record, details) ?? { kind: 'differ' };
}

/** A superseded number answers with the record, and the number, that took its place. */
export function recordOfRead({ status, body, outcome }: PdsAnswer): PdsRecord | 'invalidated' | 'none' {
  if (outcome === 'INVALIDATED_RESOURCE') return 'invalidated';
  if (status === 404 || outcome === 'INVALID_RESOURCE_ID') return 'none';
  if (status !== 200 || outcome !== undefined) throw refusal('pds_refused');
  return readPatient(body);
}

/** Undefined where name or date of birth differ: nothing about a stranger's record is told, not even a death. */
export function judgeRecord(record: PdsRecord, details: Details): Trace | undefined {
  const { identity, version, restricted, deceased } = record;
  if (identity.birthDate !== details.birthDate || !nameAgrees(record, details)) return undefined;
  if (deceased) return { kind: 'deceased' };
  return restricted ? { kind: 'restricted' } : { kind: 'match', identity, version };
}

/** The details that a record does not agree with, by the rules that a match is held to. */
export function differing(record: PdsRecord, details: Details): DetailsField[] {
  const { birthDate, postcode } = record.identity;
  const fields: [DetailsField, boolean][] = [
    ['name', nameAgrees(record, details)],
    ['birth-date', birthDate === details.birthDate],
    ['postcode', postcode !== undefined && bare(postcode) === bare(details.postcode)],
  ];
  return fields.filter(([, agrees]) => !agrees).map(([field]) => field);
}

/** A nickname or another name that the record has beside the usual one counts like a former name. */
function nameAgrees({ identity, otherNames }: PdsRecord, details: Details): boolean {
  const formerNames = [...identity.formerNames, ...otherNames];
  return compareNames(details, { ...identity, formerNames }) !== 'differ';
}

const bare = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase();
