import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { PartnersFileError, readPartners as readFile } from './partners-file.js';

const readPartners = (json: string) => readFile(json, ['RS512', 'RS256', 'PS256']);

const publicKey = (bits = 2048) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const good = {
  _id: 'riverside',
  name: 'Riverside Health',
  redirectUris: ['https://riverside.example/callback', 'http://localhost:3001/callback'],
  postLogoutRedirectUris: ['https://riverside.example/'],
  jwks: { keys: [publicKey()] },
  assertionAlg: 'RS512',
  scopes: ['openid', 'profile', 'verifications'],
  vectors: ['P5.Cp.Cd', 'P9.Cp.Cd'],
  entryPage: 'https://riverside.example/',
  initiateLoginUri: 'https://riverside.example/login',
  statusApi: true,
  returnAddresses: ['https://riverside.example/back'],
};

describe('the file of partners', () => {
  it('is read', () => {
    expect(readPartners(JSON.stringify([good]))).toEqual([good]);
  });

  it.each<[string, object, string]>([
    ['plain http', { redirectUris: ['http://riverside.example/callback'] }, 'redirectUris.0'],
    ['a query', { redirectUris: ['https://riverside.example/callback?a=b'] }, 'redirectUris.0'],
    ['an empty query', { redirectUris: ['https://riverside.example/callback?'] }, 'redirectUris.0'],
    ['a fragment', { redirectUris: ['https://riverside.example/callback#a'] }, 'redirectUris.0'],
    ['a wildcard', { redirectUris: ['https://*.riverside.example/callback'] }, 'redirectUris.0'],
    ['a scheme of an app’s own', { redirectUris: ['myapp://callback'] }, 'redirectUris.0'],
    ['another one', { redirectUris: ['com.example.myapp:/callback'] }, 'redirectUris.0'],
    ['a password', { redirectUris: ['https://a:b@riverside.example/callback'] }, 'redirectUris.0'],
    ['a script', { entryPage: 'javascript:alert(1)' }, 'entryPage'],
    ['no address', { redirectUris: [] }, 'redirectUris'],
    [
      'eleven addresses',
      { redirectUris: Array.from({ length: 11 }, (_, i) => `https://a.example/${i}`) },
      'redirectUris',
    ],
    ['an unknown scope', { scopes: ['everything'] }, 'scopes.0'],
    ['an unknown vector', { vectors: ['P7.Cp'] }, 'vectors.0'],
    ['no vector', { vectors: [] }, 'vectors'],
    ['a weak key', { jwks: { keys: [publicKey(1024)] } }, 'jwks.keys.0'],
    ['a private key', { jwks: { keys: [privateKey] } }, 'jwks.keys.0'],
    ['a shared secret', { jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, 'jwks.keys.0'],
    ['no keys', { jwks: undefined }, 'jwks'],
    ['keys twice', { jwksUri: 'https://riverside.example/jwks' }, 'jwks'],
    ['an unsigned assertion', { assertionAlg: 'none' }, 'assertionAlg'],
    ['our own name', { _id: 'surety' }, '_id'],
    ['a dot in its id', { _id: 'a.b' }, '_id'],
    ['a default vector that is not registered', { defaultVectors: ['P0.Cp.Cd'] }, 'defaultVectors'],
    ['a vector that leaves something out', { vectors: ['P9'] }, 'vectors.0'],
    ['an unknown profile', { profile: 'fapi1' }, 'profile'],
    ['FAPI by RS512', { profile: 'fapi2' }, 'assertionAlg'],
    ['FAPI with ID tokens by RS256', { profile: 'fapi2', assertionAlg: 'PS256', idTokenAlg: 'RS256' }, 'idTokenAlg'],
    ['FAPI by plain http', { profile: 'fapi2', assertionAlg: 'PS256' }, 'redirectUris'],
    ['ID tokens by a key that is not there', { idTokenAlg: 'ES256' }, 'idTokenAlg'],
    ['keys that cannot sign by its algorithm', { assertionAlg: 'ES256' }, 'assertionAlg'],
    ['vectors that nothing satisfies', { vectors: ['P9.Cp.Ck'] }, 'vectors'],
    ['its own word for its own people', { ssoFrom: ['riverside'] }, 'ssoFrom'],
    ['an invisible name', { name: ' ' }, 'name'],
    ['an unknown field', { secret: 'x' }, ''],
  ])('is refused with %s, by name', (_name, changes, field) => {
    const read = () => readPartners(JSON.stringify([good, { ...good, ...changes }]));
    expect(read).toThrow(PartnersFileError);
    try {
      read();
    } catch (error) {
      expect((error as PartnersFileError).problems.join('\n')).toContain(field);
      expect((error as PartnersFileError).problems.join('\n')).not.toContain('secret:');
    }
  });

  it.each(['', '{}', 'null', '[1]'])('is refused when it is %j', (json) => {
    expect(() => readPartners(json)).toThrow(PartnersFileError);
  });
});
