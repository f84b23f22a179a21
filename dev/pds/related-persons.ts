/** The searchset of the people that a record names as related. */
export function relatedPersons(nhsNumber: string, name: string | undefined, baseUrl: string): object {
  const entry = name ? [{ fullUrl: `${baseUrl}/Patient/${nhsNumber}/RelatedPerson/R1`, resource: parent(name) }] : [];
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, ...(entry.length > 0 && { entry }) };
}

function parent(name: string) {
  const [given = '', family = ''] = name.split(' ');
  const system = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-AdditionalRelatedPersonRole';
  return {
    resourceType: 'RelatedPerson',
    id: 'R1',
    active: true,
    relationship: [{ coding: [{ system, code: 'Personal', display: 'Parent' }] }],
    name: [{ use: 'usual', given: [given], family }],
  };
}
