import { outcome } from './outcome.js';
import { type HumanName, isRestricted, type Patient, withoutPlaces } from './patient.js';
import type { SearchParameters } from './search-parameters.js';
import { isSimilar, matchesPattern, plain } from './similar.js';

interface Match {
  patient: Patient;
  /** 1 is an exact match. */
  score: number;
}

/**
 * Searches as PDS does for an application: one patient or none, with a score; more are `TOO_MANY_MATCHES`, which is an
 * OperationOutcome with status 200.
 */
export function search(patients: Patient[], parameters: SearchParameters, base: string): object {
  const matches = patients
    .map((patient) => ({ patient, score: score(patient, parameters) }))
    .filter((match) => match.score > 0 && (!parameters.exact || match.score === 1));
  if (matches.length > 1) return outcome('TOO_MANY_MATCHES');
  return searchset(matches, base);
}

function searchset(matches: Match[], base: string) {
  const bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: new Date().toISOString(),
    total: matches.length,
  };
  if (matches.length === 0) return bundle;
  const entry = matches.map(({ patient, score }) => ({
    fullUrl: `${base}/Patient/${patient.id}`,
    search: { score },
    resource: asFound(patient),
  }));
  return { ...bundle, entry };
}

/** A search shows less than reading a record: former names and addresses stay out. */
const asFound = (patient: Patient): Patient =>
  withoutPlaces({
    ...patient,
    name: patient.name.filter(({ use }) => use !== 'old'),
    ...(patient.address && { address: patient.address.filter(({ period }) => !period.end) }),
  });

function score(patient: Patient, wanted: SearchParameters): number {
  // Whoever knows a place could otherwise learn whether a restricted patient lives there.
  if (isRestricted(patient) && (wanted.postcode || wanted.practice)) return 0;
  if (!inRange(patient.birthDate, wanted.birthdate)) return 0;
  if (wanted.gender && wanted.gender.toLowerCase() !== patient.gender) return 0;
  const names = nameScore(patient, wanted);
  if (names === 0) return 0;
  const details = detailScores(patient, wanted);
  // For a fuzzy search the details only weigh; otherwise each must match.
  if (!wanted.fuzzy && details.includes(0)) return 0;
  const missed = details.filter((detail) => detail === 0).length;
  return Math.round(Math.max(names - 0.05 * missed, 0.5) * 10_000) / 10_000;
}

function nameScore(patient: Patient, wanted: SearchParameters): number {
  const includeFormer = wanted.fuzzy || wanted.history;
  const scores = patient.name
    .filter(({ use }) => use !== 'old' || includeFormer)
    .map(
      (name) => (wanted.fuzzy ? fuzzyName(name, wanted) : plainName(name, wanted)) * (name.use === 'old' ? 0.95 : 1),
    );
  return Math.max(0, ...scores);
}

function plainName({ family, given }: HumanName, wanted: SearchParameters): number {
  if (!matchesPattern(family, wanted.family)) return 0;
  if (!wanted.given.every((name, index) => matchesPattern(given[index] ?? '', name))) return 0;
  return [wanted.family, ...wanted.given, wanted.postcode ?? ''].some((text) => text.includes('*')) ? 0.9 : 1;
}

function fuzzyName({ family, given }: HumanName, wanted: SearchParameters): number {
  const [first = ''] = given;
  const [wantedFirst] = wanted.given;
  if (plain(family) === plain(wanted.family) && (wantedFirst === undefined || plain(first) === plain(wantedFirst)))
    return 1;
  if (isSimilar(family, wanted.family) && (wantedFirst === undefined || isSimilar(first, wantedFirst))) return 0.9;
  const transposed = wantedFirst !== undefined && isSimilar(family, wantedFirst) && isSimilar(first, wanted.family);
  return transposed ? 0.85 : 0;
}

/** For each detail asked for: 1 when it matches, else 0. */
function detailScores(patient: Patient, wanted: SearchParameters): number[] {
  const { postcode, practice, email, phone, deathDate, fuzzy, history } = wanted;
  const places = (patient.address ?? []).filter(({ period }) => fuzzy || history || !period.end);
  const telecom = patient.telecom ?? [];
  const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();
  const asked: [unknown, () => boolean | undefined][] = [
    [postcode, () => places.some((place) => matchesPattern(place.postalCode, postcode ?? '', true))],
    [
      practice,
      () => patient.generalPractitioner?.some(({ identifier }) => bare(identifier.value) === bare(practice ?? '')),
    ],
    [email, () => telecom.some(({ system, value }) => system === 'email' && bare(value) === bare(email ?? ''))],
    [phone, () => telecom.some(({ system, value }) => system === 'phone' && bare(value) === bare(phone ?? ''))],
    [deathDate.length > 0, () => inRange(patient.deceasedDateTime?.slice(0, 10) ?? '', deathDate)],
  ];
  return asked.filter(([is]) => is).map(([, holds]) => (holds() ? 1 : 0));
}

const inRange = (date: string, bounds: string[]): boolean =>
  bounds.every((bound) => {
    const [, operator, limit = ''] = bound.match(/^(eq|ge|le)?(.*)$/) ?? [];
    if (operator === 'ge') return date >= limit;
    if (operator === 'le') return date <= limit;
    return date === limit;
  });
