/** A FHIR R4 Patient, as far as PDS and this simulator fill one in. */
export interface Patient {
  resourceType: 'Patient';
  id: string;
  identifier: object[];
  meta: { versionId: string; security: { system: string; code: 'U' | 'R'; display: string }[] };
  name: HumanName[];
  gender: string;
  birthDate: string;
  deceasedDateTime?: string;
  address?: { id: string; use: string; period: { start: string; end?: string }; line: string[]; postalCode: string }[];
  telecom?: Telecom[];
  generalPractitioner?: { id: string; type: 'Organization'; identifier: { system: string; value: string } }[];
}

export interface HumanName {
  id: string;
  use: 'usual' | 'nickname' | 'old';
  period: { start: string; end?: string };
  prefix?: string[];
  given: string[];
  family: string;
}

export interface Telecom {
  id?: string;
  period?: { start: string; end?: string };
  system: string;
  use?: string;
  value: string;
}

export const isRestricted = ({ meta }: Patient): boolean => meta.security[0]?.code === 'R';

/** A restricted patient's record says nothing of where they are: no address, no telecom, no practice. */
export function withoutPlaces(patient: Patient): Patient {
  if (!isRestricted(patient)) return patient;
  const { address, telecom, generalPractitioner, ...rest } = patient;
  return rest;
}
