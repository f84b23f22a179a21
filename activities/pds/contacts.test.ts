import { createPrivateKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { byAbout, startPds } from '../../dev/pds/test-pds.js';
import { signingKeys } from '../../platform/keys/signing-keys.js';
import { createPdsContacts, type PdsContactClient, type ReadContacts } from './contacts.js';

const { nhsNumber } = byAbout('Ordinary adult, with');
const user = { accountId: 'an account', nhsNumber };
let pds: Awaited<ReturnType<typeof startPds>>;
let contacts: PdsContactClient;
beforeAll(async () => {
  pds = await startPds();
  contacts = createPdsContacts({
    pdsUrl: `${pds.server.url}/pds/personal-demographics/FHIR/R4`,
    pdsTokenUrl: `${pds.server.url}/pds/oauth2/token`,
    pdsApiKey: pds.secrets.pdsApiKey,
    pdsKeyId: 'development-1',
    pdsPrivateKey: createPrivateKey(pds.secrets.pdsPrivateKey),
    issuer: pds.issuer,
    signer: () => signingKeys([pds.secrets.signingKey]).signer('RS512'),
  });
});
afterEach(() => pds.server.faults.clear());
afterAll(() => pds?.close());

const read = async (purpose: string) => (await contacts.read(user, purpose)) as Exclude<ReadContacts, string>;

describe('A person’s contacts in PDS', () => {
  test('are read and changed on their own behalf, and keep what else PDS holds of them', async () => {
    const before = await read('1');
    expect(before.held).toEqual({ email: 'amelia.thornton@example.org', mobile: '+447700900411' });
    const own = { email: 'new@example.org', mobile: '+447700900499' };
    expect(await contacts.write(user, own, before.version, 'send 1')).toBe('written');
    expect((await read('2')).held).toEqual(own);
    const { body } = await pds.call(`/Patient/${nhsNumber}`);
    expect(body.telecom).toMatchObject([
      { system: 'phone', use: 'mobile', value: '07700900499', period: { start: expect.any(String) } },
      { system: 'email', value: 'new@example.org' },
    ]);
  });

  test('are not written when the record changed meanwhile', async () => {
    const { version } = await read('3');
    expect(await contacts.write(user, { email: 'first@example.org' }, version, 'send 2')).toBe('written');
    expect(await contacts.write(user, { email: 'second@example.org' }, version, 'send 3')).toBe('conflict');
    expect((await read('4')).held.email).toBe('first@example.org');
  });

  test('are written once by a retry whose first answer was lost', async () => {
    const { version } = await read('5');
    const again = () => contacts.write(user, { mobile: '+447700900477' }, version, 'send 4');
    // Token, record, then the change itself, which is carried out and not answered.
    let requests = 0;
    const take = jest.spyOn(pds.server.faults, 'take');
    take.mockImplementation(() => (++requests === 3 ? { target: 'pds', drop: true } : undefined));
    await expect(again()).rejects.toMatchObject({ type: 'pds_down' });
    take.mockRestore();
    expect(await again()).toBe('written');
    expect(Number((await read('6')).version)).toBe(Number(version) + 1);
  });

  test('are tried again where PDS is busy', async () => {
    pds.server.faults.add({ target: 'pds', status: 503, count: 2 });
    await expect(contacts.read(user, '8')).rejects.toMatchObject({ nonRetryable: false });
  });
});
