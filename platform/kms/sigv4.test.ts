import { expect, test } from '@jest/globals';
import { signed } from './sigv4.js';

/** The published test suite of Signature Version 4: its key, its scope and its moment. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const scope = { region: 'us-east-1', service: 'service', now: new Date('2015-08-30T12:36:00Z') };

test.each([
  ['get-vanilla', 'GET', {}, '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', 'POST', {}, '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-x-www-form-urlencoded',
    'POST',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    'Param1=value1',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
  [
    'get-header-value-trim',
    'GET',
    { 'My-Header1': ' value1', 'My-Header2': ' "a b c"' },
    '',
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  ],
])('A request is signed as the test suite of AWS says: %s', (_name, method, headers, body, signature) => {
  const request = { method, url: new URL('https://example.amazonaws.com/'), headers, body };
  const { authorization } = signed(request, credentials, scope);
  expect(authorization).toContain('Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=');
  expect(authorization).toMatch(new RegExp(`Signature=${signature}$`));
});

test('A request to KMS in a session is signed as botocore signs it', () => {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.Decrypt' };
  const url = new URL('https://kms.eu-west-2.amazonaws.com/');
  const own = { accessKeyId: 'AKIDTEST', secretAccessKey: 'sec/ret', sessionToken: 'tok' };
  const place = { region: 'eu-west-2', service: 'kms', now: new Date('2026-11-23T12:00:00Z') };
  const { authorization } = signed({ method: 'POST', url, headers, body: '{"KeyId":"x"}' }, own, place);
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDTEST/20261123/eu-west-2/kms/aws4_request, ' +
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, ' +
      'Signature=1c5682c9550d678a731da0e921f385e416033ab31ef080ff88bc129c9b0b0e8f',
  );
});
