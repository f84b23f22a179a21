import { type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { outage } from '../../platform/temporal/activity-failure.js';

/** Where PDS is, and as which application we come to it. */
export interface PdsOptions {
  readonly pdsUrl: string;
  readonly pdsTokenUrl: string;
  readonly pdsApiKey: string;
  readonly pdsKeyId: string;
  readonly pdsPrivateKey: KeyObject;
  /** How long one request may take, in milliseconds; 5 seconds if left out. */
  readonly timeoutMs?: number;
}

/** Makes an ID token of the person on whose behalf we come. */
export type MakeSubject = () => Promise<string>;

export interface AccessTokens {
  /** A token that is good for at least another half minute. @throws a retryable failure. */
  get(): Promise<string>;
  /** Forgets a token that was refused. */
  forget(token: string): void;
}

/** How long one request may take, in milliseconds, where nobody says. */
export const usualTimeout = 5_000;

const MARGIN_MS = 30_000;
/** An assertion may live for five minutes at most; a short life leaves room for a clock that is fast. */
const ASSERTION_SECONDS = 120;

/**
 * Access tokens of the API platform, for an application (client credentials) or for a person (an ID token exchanged, RFC 8693), asked
 * for with a signed JWT, RS512 (RFC 7523). One is kept until it is nearly out, and many callers at once wait for the same one.
 *
 * @param subject left out, the application comes for itself
 */
export function accessTokens(options: PdsOptions, subject?: MakeSubject): AccessTokens {
  let current: { token: string; until: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const { token, seconds } = await request(options, subject);
    current = { token, until: performance.now() + seconds * 1000 - MARGIN_MS };
    return token;
  };

  return {
    async get() {
      if (current && current.until > performance.now()) return current.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

async function request(options: PdsOptions, subject: MakeSubject | undefined) {
  const { pdsTokenUrl: tokenUrl, pdsApiKey: apiKey, pdsKeyId, pdsPrivateKey, timeoutMs = usualTimeout } = options;
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: pdsKeyId })
    .setIssuer(apiKey)
    .setSubject(apiKey)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(pdsPrivateKey);
  const response = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    body: new URLSearchParams({
      ...(subject
        ? {
            grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
            subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
            subject_token: await subject(),
          }
        : { grant_type: 'client_credentials' }),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  }).catch(() => undefined);
  const body = (await response?.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  // Refused credentials too: an operator mends them, and the person's trace then goes on.
  if (response && response.status >= 400 && response.status < 500) throw outage('pds_token_refused');
  if (!response?.ok || typeof body?.access_token !== 'string') throw outage('pds_down');
  return { token: body.access_token, seconds: Number(body.expires_in) || 60 };
}
