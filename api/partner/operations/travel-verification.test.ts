import { afterAll, describe, expect, it } from '@jest/globals';
import { type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { type ApiCaller, apiCaller } from '../../../test/support/partners/api-caller.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';

let sandbox: ProviderApp;
afterAll(() => sandbox?.close());

const good = { reference: 'Ward 7/0002', level: 'P5', return_address: 'https://partner.example/back' };

describe('travelling in time', () => {
  it('is for a sandbox, for one’s own verifications, and told once under its key', async () => {
    const travelled: unknown[] = [];
    sandbox = await startProviderApp({
      travel: async ({ _id }, { id, ms }) => {
        travelled.push([_id, id, ms]);
        return travelled.length > 1 ? 'shared' : 'travelled';
      },
    });
    const partnerOf = async (): Promise<ApiCaller> => {
      const { jwk, privateKey } = await partnerKey();
      const party = await RelyingParty.discover(sandbox.issuer, await sandbox.addPartner(jwk), privateKey);
      return apiCaller(sandbox.issuer, await party.apiToken());
    };
    const [owner, stranger] = [await partnerOf(), await partnerOf()];
    const { id } = (await owner('POST', '/verifications', good)).json as { id: string };
    const address = `/verifications/${id}/travel`;
    expect((await stranger('POST', address, { seconds: 60 })).status).toBe(404);
    for (const seconds of [0, -1, 1.5, '60', 400 * 86_400 + 1]) {
      expect((await owner('POST', address, { seconds })).code).toBe('fields_not_valid');
    }
    expect(travelled).toEqual([]);
    expect((await owner('POST', address, { seconds: 60 })).json).toMatchObject({ id, state: 'created' });
    expect(travelled).toEqual([[id, expect.any(String), 60_000]]);
    expect((await owner('POST', address, { seconds: 60 })).code).toBe('verification_shared');
  });
});
