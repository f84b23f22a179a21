import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, importPKCS8, SignJWT } from 'jose';
import { testSecrets } from '../../test/support/test-secrets.js';
import { startDevServer } from '../server.js';
import { type TestPatient, testPatients } from './test-patients.js';

export const patients = testPatients();

/** The first test patient whose description begins so. */
export const byAbout = (about: string) => patients.find((patient) => patient.about.startsWith(about)) as TestPatient;
export const named = ({ family, given, born }: TestPatient) => ({
  family,
  given: given[0] ?? '',
  birthdate: `eq${born}`,
});

/** Status and Spine code of an answer. */
export const coded = ({
  status,
  body,
}: {
  status: number;
  body: { issue?: { details: { coding: { code: string }[] } }[] };
}) => [status, body.issue?.[0]?.details.coding[0]?.code];

/** The simulator, an issuer of ID tokens beside it, and a caller that is registered there. */
export async function startPds() {
  const secrets = await testSecrets();
  const provider = createServer((req, res) => {
    const { kty, n, e, kid } = secrets.signingKey;
    res.end(JSON.stringify(req.url === '/jwks' ? { keys: [{ kty, n, e, kid }] } : { jwks_uri: `${issuer}/jwks` }));
  });
  provider.listen(0, 'localhost');
  await once(provider, 'listening');
  const issuer = `http://localhost:${(provider.address() as AddressInfo).port}`;
  const server = await startDevServer({ port: 0, mailPort: 0, issuer, secrets, pdsRate: 1000 });
  const base = `${server.url}/pds/personal-demographics/FHIR/R4`;
  const tokenUrl = `${server.url}/pds/oauth2/token`;

  const assertion = async (claims: Record<string, unknown> = {}, kid = 'development-1') => {
    const { pdsApiKey: key } = secrets;
    const exp = Math.floor(Date.now() / 1000) + 60;
    return new SignJWT({ iss: key, sub: key, aud: tokenUrl, jti: randomUUID(), exp, ...claims })
      .setProtectedHeader({ alg: 'RS512', kid })
      .sign(await importPKCS8(secrets.pdsPrivateKey, 'RS512'));
  };
  const token = async (form: Record<string, string>, client_assertion?: string) => {
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const body = { client_assertion_type, client_assertion: client_assertion ?? (await assertion()), ...form };
    return fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(body) });
  };
  const exchange = (subject_token: string) =>
    token({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token,
    });
  /** An access token of one patient, by exchange of an ID token. */
  const patientToken = async (nhsNumber: string, vot: string) => {
    const idToken = await new SignJWT({ nhs_number: nhsNumber, vot })
      .setProtectedHeader({ alg: 'RS512', kid: secrets.signingKey.kid })
      .setIssuer(issuer)
      .setExpirationTime('5m')
      .sign(await importJWK(secrets.signingKey, 'RS512'));
    return (await (await exchange(idToken)).json()).access_token as string;
  };
  const application: string = (await (await token({ grant_type: 'client_credentials' })).json()).access_token;
  const call = async (path: string, { access = application, ...init }: RequestInit & { access?: string } = {}) => {
    const headers = { Authorization: `Bearer ${access}`, 'X-Request-ID': randomUUID(), ...init.headers };
    const answer = await fetch(base + path, { ...init, headers });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const find = (query: Record<string, string> | [string, string][]) => call(`/Patient?${new URLSearchParams(query)}`);
  const close = async () => {
    await server.close();
    provider.closeAllConnections();
    provider.close();
  };
  return { secrets, issuer, server, assertion, token, exchange, patientToken, application, call, find, close };
}
