import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { build } from 'esbuild';
import { decodeJwt, exportJWK, type JWK } from 'jose';
import { projectRoot } from '../platform/root.js';
import { examplePerson, type ProviderApp, startProviderApp } from '../test/support/apps/provider-app.js';
import { importSdk, packedSdk } from '../test/support/partners/packed-sdk.js';
import { partnerKey } from '../test/support/partners/relying-party.js';
import { startSdkPartner } from '../test/support/partners/sdk-partner.js';

let home: string;
beforeAll(async () => {
  home = await packedSdk();
});

describe('The package', () => {
  it('holds a button of 5 kB at most, compressed, that needs nothing else', () => {
    const button = readFileSync(join(home, 'node_modules/@surety/sdk/dist/button.js'));
    expect(gzipSync(button, { level: 9 }).length).toBeLessThanOrEqual(5_000);
    expect(button.toString()).not.toMatch(/\bimport\b|\brequire\b|https?:\/\/(?!www\.w3\.org)/);
  });

  it('leaves out of a bundle what is not used', async () => {
    const bundle = await build({
      stdin: { contents: "import { checkWebhook } from '@surety/sdk'; checkWebhook();", resolveDir: home },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'node',
    });
    expect(bundle.outputFiles[0]?.contents.length).toBeLessThan(4_000);
  });

  it('gives its types to a strict TypeScript project', () => {
    writeFileSync(
      join(home, 'partner.mts'),
      `import { createSurety, type Session, SuretyError } from '@surety/sdk';
       import { requireLevel } from '@surety/sdk/express';
       import type { SuretyButton } from '@surety/sdk/button';
       const surety = createSurety({ issuer: 'https://s.example', clientId: 'c', privateKey: 'pem', redirectUri: 'https://p.example/c' });
       const { pending } = await surety.begin({ level: 'P9' });
       const who = await surety.finish('https://p.example/c?code=1', pending);
       const name: string | undefined = who.claims.family_name;
       const verified: boolean = who.verified.includes('birthdate');
       // @ts-expect-error there is no such level
       await surety.begin({ level: 'P7' });
       // @ts-expect-error there is no such claim
       who.claims.gender;
       // @ts-expect-error a claim may be absent
       const nhs: string = who.claims.nhs_number;
       const retry = (error: unknown) => error instanceof SuretyError && error.code === 'verification_pending';
       // @ts-expect-error there is no such code
       const wrong = (error: SuretyError) => error.code === 'pending';
       export { name, nhs, requireLevel, retry, type Session, type SuretyButton, verified, wrong };`,
    );
    const common = { noEmit: true, strict: true, target: 'es2023', lib: ['es2023', 'dom'], types: ['node'] };
    for (const [name, how] of Object.entries({
      node16: { module: 'node16' },
      bundler: { module: 'esnext', moduleResolution: 'bundler' },
    })) {
      const compilerOptions = { ...common, ...how };
      writeFileSync(join(home, `${name}.json`), JSON.stringify({ compilerOptions, files: ['partner.mts'] }));
    }
    const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');
    const words = ['-b', 'node16.json', 'bundler.json'];
    const { stdout } = spawnSync(process.execPath, [tsc, ...words], { cwd: home, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('A partner of another kind', () => {
  let app: ProviderApp;
  beforeAll(async () => {
    app = await startProviderApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.behaviour.accountId = await app.addAccount('P5', examplePerson);
  });

  test('that keeps to FAPI 2.0 pushes requests, binds tokens to a key, and uses them', async () => {
    const site = await startSdkPartner({
      app,
      algorithm: 'PS256',
      registered: {
        profile: 'fapi2',
        refreshTokens: true,
        scopes: ['openid', 'profile', 'client_metadata', 'verifications'],
        redirectUris: ['https://portal.example/surety/callback'],
      },
      surety: {
        profile: 'fapi2',
        scope: { P0: 'openid client_metadata', P5: 'openid profile', P9: 'openid profile' },
        redirectUri: 'https://portal.example/surety/callback',
      },
    });
    const { surety } = site;
    const { address, pending } = await surety.begin();
    expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const { left } = await site.visitor().there.open(address.href);
    const signedIn = await surety.finish(left ?? '', pending);
    expect(decodeJwt(signedIn.accessToken)).toMatchObject({
      cnf: { jkt: expect.any(String) },
      scope: 'openid client_metadata',
    });
    await surety.writeUserMetadata(signedIn.accessToken, 'seen in bed 4');
    const { refreshToken = '' } = signedIn;
    const again = await surety.refresh({ ...signedIn, refreshToken });
    expect(again).toMatchObject({ refreshToken, claims: { client_user_metadata: 'seen in bed 4' } });
    await expect(surety.writeUserMetadata(again.accessToken, 'x'.repeat(1_025))).rejects.toMatchObject({
      code: 'request_refused',
    });
    expect((await surety.verifications.list()).data).toEqual([]);
    await site.close();
  });

  test('that signs its requests and pushes them, by ES256, asks for verified claims by name', async () => {
    const site = await startSdkPartner({
      app,
      algorithm: 'ES256',
      registered: { signedRequests: true, pushedRequests: true },
      surety: { scope: 'openid', signedRequests: true, pushedRequests: true },
    });
    app.behaviour.accountId = await app.addAccount('P9', { ...examplePerson, nhsNumber: '9000000017' });
    const { verifiedClaims } = await importSdk();
    const claims = verifiedClaims({ claims: ['family_name'], maxAge: 3_600, in: 'id_token' });
    const { address, pending } = await site.surety.begin({ level: 'P9', claims });
    const { left } = await site.visitor().there.open(address.href);
    expect(await site.surety.finish(left ?? '', pending)).toMatchObject({
      claims: { family_name: 'Exempli' },
      verified: ['family_name'],
      verification: { assurance_level: 'P9' },
    });
    await site.close();
  });

  test('that takes another key: signs by the new one, and publishes both for Surety to fetch', async () => {
    const [older, newer] = [await partnerKey('RS256'), await partnerKey('ES256')];
    const site = await startSdkPartner({
      app,
      surety: {
        scope: 'openid',
        algorithm: 'RS512',
        privateKey: [
          { ...(await exportJWK(newer.privateKey)), kid: 'new', alg: 'ES256' } as JWK,
          { ...(await exportJWK(older.privateKey)), kid: 'old' } as JWK,
        ],
      },
    });
    const published = await (await fetch(`${site.url}/surety/jwks`)).json();
    expect(published).toMatchObject({ keys: [{ kid: 'new' }, { kid: 'old' }] });
    expect(JSON.stringify(published)).not.toMatch(/"(d|p|q)":/);
    await site.close();
  });
});
