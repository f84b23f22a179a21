import type { TestPatient } from './test-patients.js';

/** The searchset of the people that a record names as related. */
export function relatedPersons(nhsNumber: string, about: TestPatient | undefined, baseUrl: string): object {
  const entry = about?.related
    ? [{ fullUrl: `${baseUrl}/Patient/${nhsNumber}/RelatedPerson/R1`, resource: parent(about.related, about, baseUrl) }]
    : [];
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, ...(entry.length > 0 && { entry }) };
}

/** As PDS has it: `patient` is the related person's own record, where they have one. */
function parent(name: string, { relatedNhsNumber, relatedAs = 'PRN' }: TestPatient, baseUrl: string) {
  const [given = '', family = ''] = name.split(' ');
  const roles = 'http://hl7.org/fhir/ValueSet/relatedperson-relationshiptype';
  const more = 'https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole';
  const record = relatedNhsNumber && {
    patient: {
      type: 'Patient',
      identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: relatedNhsNumber },
      reference: `${baseUrl}/Patient/${relatedNhsNumber}`,
    },
  };
  return {
    resourceType: 'RelatedPerson',
    id: 'R1',
    active: true,
    ...record,
    relationship: [
      {
        coding: [
          { system: roles, code: relatedAs, display: relatedAs === 'PRN' ? 'parent' : 'related' },
          { system: more, code: 'Personal', display: 'Personal relationship with the patient' },
        ],
      },
    ],
    name: [{ use: 'usual', given: [given], family }],
  };
}
