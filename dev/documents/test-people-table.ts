import { formatNhsNumber } from '../../domain/person/nhs-number.js';
import { testDomain, testPeople, testPersonOf } from '../../domain/sandbox/test-people.js';

/** The test people of a sandbox: who they are, and what happens to each. */
export function testPeopleTable(): string {
  const rows = testPeople.map(({ name, about }) => {
    const identity = testPersonOf(`${name}@${testDomain}`)?.identity;
    if (!identity) throw new RangeError(`${name} is nobody`);
    const { givenNames, familyName, birthDate, mobile, nhsNumber } = identity;
    return `| \`${name}\` | ${about} | ${givenNames} ${familyName} | ${birthDate} | ${formatNhsNumber(nhsNumber)} | ${mobile} |`;
  });
  const head = `| \`…@${testDomain}\` | What happens | Name | Born | NHS number | Mobile |`;
  return [head, '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
