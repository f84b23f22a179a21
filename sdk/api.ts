import * as openid from 'openid-client';
import type { Connection } from './connection.js';
import { ApiProblem } from './errors.js';
import { given } from './given.js';
import { suretyError } from './wire-errors.js';

export interface ApiRequest {
  method?: 'GET' | 'POST';
  body?: object;
  headers?: Record<string, string | undefined>;
  signal?: AbortSignal;
}

/** Calls the partner API with a token of its own, which is kept until shortly before it ends. @throws ApiProblem, SuretyError */
export type Api = (path: string, request?: ApiRequest) => Promise<Response>;

/** The dated version of the API that this package was written for. */
const version = '2026-11-23';

/** Seconds before its end at which a token is replaced. */
const margin = 30;

export function partnerApi(connection: Connection): Api {
  let held: { token: Promise<string>; until: number } | undefined;
  const seconds = () => connection.now().getTime() / 1_000;

  const fresh = async () => {
    try {
      const configuration = await connection.configuration();
      const bound = await connection.dpop();
      const granted = await openid.clientCredentialsGrant(configuration, { scope: 'verifications' }, bound);
      if (held) held.until = seconds() + (granted.expires_in ?? 60) - margin;
      return granted.access_token;
    } catch (error) {
      held = undefined;
      throw suretyError(error);
    }
  };
  const token = () => {
    if (!held || held.until <= seconds()) held = { token: fresh(), until: Number.POSITIVE_INFINITY };
    return held.token;
  };

  const ask = async (path: string, { method = 'GET', body, headers = {}, signal }: ApiRequest) => {
    const address = new URL(`/partner/v1${path}`, connection.options.issuer).href;
    return connection.fetch(address, {
      method,
      headers: {
        ...(await connection.authorization(method, address, await token())),
        'Surety-Version': version,
        ...(body && { 'Content-Type': 'application/json' }),
        ...Object.fromEntries(given(headers)),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  };

  return async (path, request = {}) => {
    let answer = await ask(path, request);
    if (answer.status === 401) {
      // Surety's keys changed, or its clock is ahead of ours.
      held = undefined;
      await answer.arrayBuffer();
      answer = await ask(path, request);
    }
    if (answer.ok || answer.status === 304) return answer;
    throw await problemOf(answer);
  };
}

async function problemOf(answer: Response): Promise<ApiProblem> {
  const told = (await answer.json().catch(() => ({}))) as { code?: string; errors?: { field: string; code: string }[] };
  return new ApiProblem(answer.status, told.code ?? 'unknown', told.errors ?? [], retryAfterOf(answer));
}

/** `Retry-After` in seconds (RFC 9110, section 10.2.3), where Surety sent one. */
export function retryAfterOf(answer: Response): number | undefined {
  const value = answer.headers.get('Retry-After');
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}
