import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { explain } from '../../../domain/gpg45/explain.js';
import { examplePerson, type ProviderApp, startProviderApp } from '../../../test/support/apps/provider-app.js';
import { partnerKey, RelyingParty } from '../../../test/support/partners/relying-party.js';
import { CookieBrowser } from '../../../test/support/people/cookie-browser.js';

let app: ProviderApp;
let party: RelyingParty;

const document = { kind: 'biometric-passport', examined: 'machine' } as const;
const facts = { record: 'traced', document, comparison: 'machine', signals: [], signalsWeighed: false } as const;
const proof = { explanation: explain(facts, '2026-11-22'), issuer: 'GBR' };

beforeAll(async () => {
  app = await startProviderApp();
  const { privateKey, jwk } = await partnerKey();
  party = await RelyingParty.discover(app.issuer, await app.addPartner(jwk), privateKey);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.shown.length = 0;
  const accountId = await app.addAccount();
  app.behaviour.accountId = accountId;
  const raise = {
    accountId,
    epoch: 0,
    level: 'P9',
    identity: examplePerson,
    proof,
    caseId: 'c',
    how: 'machine',
  } as const;
  await app.store.accounts.raiseLevel({ ...raise, now: new Date() });
});

const named = (claims: object, more: object = {}) => ({
  verified_claims: { verification: { trust_framework: null, ...more }, claims },
});

async function signIn(claims: object, parameters: Record<string, string> = {}) {
  const asked = { vtr: '["P9.Cp.Cd"]', claims: JSON.stringify(claims), ...parameters };
  const result = await party.signIn(new CookieBrowser(app.issuer), asked);
  const info = await party.userinfo(result.tokens.access_token, app.behaviour.accountId);
  return { ...result, info };
}

describe('verified claims asked for by name', () => {
  it('come from userinfo, with the evidence that was asked for, and nothing beside them', async () => {
    const evidence = [{ type: { value: 'document' }, document_details: { issuer: { country_code: null } } }];
    const { info, claims } = await signIn({
      userinfo: named({ family_name: null, nhs_number: null }, { time: null, evidence }),
    });
    expect(info).toEqual({
      sub: app.behaviour.accountId,
      vot: 'P9.Cp.Cd',
      vtm: `${app.issuer}/trustmark`,
      verified_claims: {
        verification: {
          trust_framework: 'uk_dapb3051',
          time: expect.any(String),
          evidence: [{ type: 'document', document_details: { type: 'passport', issuer: { country_code: 'GBR' } } }],
        },
        claims: { family_name: 'Exempli', nhs_number: '9000000009' },
      },
    });
    expect(claims).not.toHaveProperty('verified_claims');
    expect(claims).not.toHaveProperty('family_name');
  });

  it('come in the ID token, each answer by its own request', async () => {
    const asked = {
      id_token: named({ birthdate: null }),
      userinfo: { verified_claims: [named({ given_name: null }).verified_claims] },
    };
    const { info, claims } = await signIn(asked);
    expect(claims.verified_claims).toEqual({
      verification: { trust_framework: 'uk_dapb3051' },
      claims: { birthdate: '1985-04-12' },
    });
    expect(info.verified_claims).toEqual([
      { verification: { trust_framework: 'uk_dapb3051' }, claims: { given_name: 'Anna Maria' } },
    ]);
  });

  it('take the agreement to a scope that releases them, once, though no such scope is asked for', async () => {
    const { tokens } = await signIn({ userinfo: named({ family_name: null }) });
    expect(app.shown.at(-1)).toMatchObject({
      prompt: 'consent',
      missingScopes: ['profile'],
      scopes: ['openid', 'profile'],
    });
    expect(tokens.scope).toBe('openid');
    await signIn({ userinfo: named({ birthdate: null }) });
    expect(app.shown.map(({ prompt }) => prompt)).toEqual(['login', 'consent', 'login']);
    await app.store.consents.withdraw(app.behaviour.accountId, party.partner._id);
    expect(await party.userinfo(tokens.access_token, app.behaviour.accountId)).not.toHaveProperty('verified_claims');
  });

  it('are refused when the person does not agree', async () => {
    app.behaviour.refuseConsent = true;
    const { left } = await party.send(new CookieBrowser(app.issuer), {
      claims: JSON.stringify({ userinfo: named({ family_name: null }) }),
    });
    app.behaviour.refuseConsent = false;
    expect(left.searchParams.get('error')).toBe('access_denied');
  });

  it.each<[string, object, Record<string, string>]>([
    ['a requirement is not met', named({ family_name: null }, { assurance_level: { value: 'P10' } }), {}],
    ['nothing was verified for this request', named({ family_name: null }), { vtr: '["P5.Cp.Cd"]' }],
    ['the partner is registered for no scope with them', named({ email: null }), {}],
  ])('are left out, without an error, where %s', async (_name, userinfo, parameters) => {
    expect((await signIn({ userinfo }, parameters)).info).not.toHaveProperty('verified_claims');
  });

  it('come with the scope profile without evidence', async () => {
    const { info } = await signIn({ userinfo: { nhs_number: null } }, { scope: 'openid profile' });
    expect(info.verified_claims).toMatchObject({
      verification: { assurance_level: 'P9', assurance_process: { policy: 'gpg45', procedure: expect.any(String) } },
      claims: { nhs_number: '9000000009', family_name: 'Exempli' },
    });
    expect(JSON.stringify(info)).not.toContain('evidence');
  });

  it.each<[string, string]>([
    ['a list', '[]'],
    ['no verification', '{"userinfo":{"verified_claims":{"claims":{"family_name":null}}}}'],
    ['far too much', JSON.stringify({ userinfo: named({ family_name: null }), more: 'x'.repeat(2_000) })],
  ])('asked for by %s are an invalid request', async (_name, claims) => {
    const { left } = await party.send(new CookieBrowser(app.issuer), { claims });
    expect(left.searchParams.get('error')).toBe('invalid_request');
  });

  it('are announced', async () => {
    const metadata = party.config.serverMetadata();
    expect(metadata).toMatchObject({
      claims_parameter_supported: true,
      verified_claims_supported: true,
      trust_frameworks_supported: ['uk_dapb3051'],
      evidence_supported: ['document', 'electronic_record'],
      documents_supported: ['passport', 'idcard', 'residence_permit', 'driving_permit'],
      electronic_records_supported: ['health_record'],
      claims_in_verified_claims_supported: ['nhs_number', 'family_name', 'given_name', 'birthdate'],
    });
  });

  it('do not show in the access token what was asked', async () => {
    const { tokens } = await signIn({ userinfo: named({ family_name: { value: 'Find-me' } }) });
    expect(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString()).not.toContain('Find-me');
    await expect(client.tokenRevocation(party.config, tokens.access_token)).resolves.toBeUndefined();
  });
});
