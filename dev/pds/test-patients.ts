import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import type { Patient } from './patient.js';

/** A test patient, as `patients.json` has it. */
export interface TestPatient {
  about: string;
  nhsNumber: string;
  prefix?: string;
  given: string[];
  family: string;
  /** A given name that PDS has beside the usual ones. */
  nickname?: string;
  /** A former postcode. */
  movedFrom?: string;
  /** An earlier family name. */
  formerly?: string;
  gender: 'female' | 'male';
  /** YYYY-MM-DD. */
  born: string;
  deceased?: string;
  lines?: string[];
  postcode?: string;
  mobile?: string;
  email?: string;
  gp?: string;
  restricted?: boolean;
  invalidated?: boolean;
  supersededBy?: string;
  related?: string;
  /** The record of that person, and how PDS calls the relation; `PRN`, a parent, if left out. */
  relatedNhsNumber?: string;
  relatedAs?: string;
}

/** All of them. "14 years ago" as birth date keeps somebody that old: it means the first day of that year. */
export function testPatients(today = new Date()): TestPatient[] {
  const read = JSON.parse(readFileSync(join(projectRoot, 'dev/pds/patients.json'), 'utf8')) as TestPatient[];
  return read.map((patient) => {
    const years = patient.born.match(/^(\d+) years ago$/)?.[1];
    return years ? { ...patient, born: `${today.getFullYear() - Number(years)}-01-01` } : patient;
  });
}

const since = '2005-04-01';

/** The FHIR resource of a test patient. */
export function toFhir(patient: TestPatient): Patient {
  const { nhsNumber, given, family, gender, born, prefix, postcode, gp } = patient;
  const security = patient.restricted
    ? { code: 'R' as const, display: 'restricted' }
    : { code: 'U' as const, display: 'unrestricted' };
  const names: Patient['name'] = [
    { id: 'name-1', use: 'usual', period: { start: since }, ...(prefix && { prefix: [prefix] }), given, family },
  ];
  if (patient.formerly)
    names.push({ id: 'name-2', use: 'old', period: { start: born, end: since }, given, family: patient.formerly });
  if (patient.nickname)
    names.push({ id: 'name-3', use: 'nickname', period: { start: since }, given: [patient.nickname], family });
  const telecom: Patient['telecom'] = [];
  const contact = { period: { start: since } };
  if (patient.mobile) telecom.push({ id: 'tel-1', ...contact, system: 'phone', use: 'mobile', value: patient.mobile });
  if (patient.email) telecom.push({ id: 'tel-2', ...contact, system: 'email', use: 'home', value: patient.email });
  const practice = { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: gp ?? '' };
  return {
    resourceType: 'Patient',
    id: nhsNumber,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber, extension: [verified] }],
    meta: {
      versionId: '2',
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', ...security }],
    },
    name: names,
    gender,
    birthDate: born,
    ...(patient.deceased && { deceasedDateTime: `${patient.deceased}T00:00:00+00:00` }),
    ...(postcode && { address: addressesOf(patient, postcode) }),
    ...(telecom.length > 0 && { telecom }),
    ...(gp && { generalPractitioner: [{ id: 'gp-1', type: 'Organization' as const, identifier: practice }] }),
  };
}

function addressesOf({ lines = [], movedFrom, born }: TestPatient, postalCode: string): Patient['address'] {
  const present = { id: 'addr-1', use: 'home', period: { start: since }, line: lines, postalCode };
  if (!movedFrom) return [present];
  return [present, { id: 'addr-2', use: 'old', period: { start: born, end: since }, line: [], postalCode: movedFrom }];
}

const verified = {
  url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
  valueCodeableConcept: {
    coding: [
      {
        system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus',
        version: '1.0.0',
        code: '01',
        display: 'Number present and verified',
      },
    ],
  },
};
