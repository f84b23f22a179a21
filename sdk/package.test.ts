import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { build } from 'esbuild';
import { projectRoot } from '../platform/root.js';
import { packedSdk } from '../test/support/packed-sdk.js';
import { type ProviderApp, startProviderApp } from '../test/support/provider-app.js';
import { startSdkPartner } from '../test/support/sdk-partner.js';

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
    const compilerOptions = {
      noEmit: true,
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom'],
      types: ['node'],
    };
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['partner.mts'] }));
    const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', home], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('A partner that signs by another algorithm', () => {
  let app: ProviderApp;
  beforeAll(async () => {
    app = await startProviderApp();
  });
  afterAll(() => app.close());

  test.each(['PS256', 'ES256'] as const)('%s signs people in, by a pushed request', async (algorithm) => {
    const site = await startSdkPartner({ app, algorithm, surety: { scope: 'openid', pushedRequests: true } });
    app.behaviour.accountId = await app.addAccount();
    const { address } = await site.surety.begin({ loginHint: 'anna@example.com' });
    expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const visitor = site.visitor();
    await visitor.open('/surety/sign-in');
    expect(await visitor.session()).toMatchObject({ vector: 'P0.Cp.Cd' });
    await site.close();
  });
});
