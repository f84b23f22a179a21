import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { demoPartner } from '../../../dev/up/partners.js';
import { partnerApi, relyingParty } from '../../support/partners/partner-api.js';
import { pythonPackages, runProgram } from '../python.js';
import type { Suite } from '../suite.js';

const partnerId = 'schemathesis';
const returnAddress = 'https://portal.example/verified';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), kid: partnerId } as JWK;

/**
 * What an answer must be: described, as described, and right where the request was wrong. Left out is `positive_data_acceptance`: no
 * schema can say which addresses a partner has registered.
 */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'allow_header_conformance',
  'use_after_free',
  'ignored_auth',
];

/** schemathesis makes requests from the description of the partner API, right ones and wrong ones, and checks the answers against it. */
export const suite: Suite = {
  about: 'the partner API and its OpenAPI description, by schemathesis',
  partners: (devUrl) => [
    {
      ...demoPartner(key, devUrl),
      _id: partnerId,
      name: 'Schemathesis',
      requestsPerMinute: 1_000_000,
      // That of the description's example: so that some of what it makes is right.
      returnAddresses: [returnAddress],
    },
  ],
  async run(product) {
    const bin = await pythonPackages('schemathesis', ['schemathesis==4.32.5']);
    const call = await partnerApi(product, partnerId, key);
    // Something to be found: pages, deliveries.
    await call('/webhooks', { method: 'POST', body: JSON.stringify({ url: 'https://partner.example/hook' }) });
    const body = { reference: 'patient-4711', level: 'P9', return_address: returnAddress };
    for (let i = 0; i < 3; i++) await call('/verifications', { method: 'POST', body: JSON.stringify(body) });

    const token = await (await relyingParty(product, partnerId, key)).apiToken();
    const folder = mkdtempSync(join(tmpdir(), 'surety-schemathesis-'));
    const args = [
      'run',
      `${product.suretyUrl}/partner/v1/openapi.json`,
      ...['--header', `Authorization: Bearer ${token}`],
      ...['--checks', checks.join(',')],
      ...['--max-examples', process.env.SCHEMATHESIS_EXAMPLES ?? '40', '--workers', '1'],
      // Tokens live five minutes.
      ...['--max-time', '240', '--report', 'junit', '--report-dir', folder],
      '--continue-on-failure',
    ];
    // It leaves its notes in the folder that it stands in.
    const code = await runProgram(join(bin, 'schemathesis'), args, folder);
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error('schemathesis found something');
  },
};
