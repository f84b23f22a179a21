import { describe, expect, test } from '@jest/globals';
import { partnerApi } from '../../support/partners/partner-api.js';
import { product } from './place.js';

describe('The partner API', () => {
  test.each([
    ['200 kB of JSON', JSON.stringify({ reference: 'x'.repeat(200_000) }), 'application/json', 413],
    ['a form', 'reference=x', 'application/x-www-form-urlencoded', 415],
    ['no JSON', '{"reference":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['fields it does not know', '{"__proto__":{},"admin":true}', 'application/json', 400],
  ])('answers %s with a problem', async (_, body, type, status) => {
    const ask = await partnerApi(product);
    const response = await ask('/verifications', { method: 'POST', body, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status, code: expect.any(String), title: expect.any(String) });
  });
});
