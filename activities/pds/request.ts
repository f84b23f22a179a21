import { createHash, randomUUID } from 'node:crypto';
import { minute } from '../../domain/clock.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import { retryAfter } from '../retry-after.js';
import { type AccessTokens, accessTokens, type MakeSubject, type PdsOptions, usualTimeout } from './token.js';

export interface PdsAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** The code of an OperationOutcome, whatever the status: too many matches come with 200. */
  readonly outcome?: string;
}

/** How PDS is asked. */
export interface PdsAccess {
  /** Up to and with `/FHIR/R4`. */
  readonly url: string;
  readonly tokens: AccessTokens;
  readonly timeoutMs: number;
}

/** @param subject left out, the application comes for itself */
export function pdsAccess(options: PdsOptions, subject?: MakeSubject): PdsAccess {
  const { pdsUrl: url, timeoutMs = usualTimeout } = options;
  return { url, tokens: accessTokens(options, subject), timeoutMs };
}

const MAX_WAIT_MS = 5 * minute;

/** A change of a record: what to do to it, if it is still at that version. */
export interface PdsChange {
  readonly version: string;
  readonly patches: readonly object[];
}

/**
 * Sends one read, or one change, to PDS.
 *
 * @param path below the FHIR base, with its query.
 * @param purpose names the request: the same purpose again (a retry) carries the same `X-Request-ID`.
 * @throws retryable failures when PDS is down, slow, or throttles (with the wait it asks for), else final ones.
 */
export async function pdsRequest(
  access: PdsAccess,
  path: string,
  purpose?: string,
  change?: PdsChange,
): Promise<PdsAnswer> {
  const requestId = purpose === undefined ? randomUUID() : uuidOf(purpose);
  const first = await send(access, path, requestId, change);
  // A token may be withdrawn before its time.
  const response = first.status === 401 ? await send(access, path, requestId, change) : first;
  const text = await response.text().catch(() => {
    throw outage('pds_down');
  });
  if (response.status === 429) throw outage('pds_busy', retryAfter(response, MAX_WAIT_MS));
  if (response.status >= 500) throw outage('pds_down', retryAfter(response, MAX_WAIT_MS));
  if (response.status === 401) throw outage('pds_token_refused');
  if (response.status === 403) throw refusal('pds_denied');
  const body = parseResource(text);
  const outcome = outcomeCode(body);
  return { status: response.status, body, ...(outcome !== undefined && { outcome }) };
}

async function send(
  { url, tokens, timeoutMs }: PdsAccess,
  path: string,
  requestId: string,
  change: PdsChange | undefined,
): Promise<Response> {
  const token = await tokens.get();
  const response = await fetch(`${url}${path}`, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      accept: 'application/fhir+json',
      authorization: `Bearer ${token}`,
      'x-request-id': requestId,
      'x-correlation-id': randomUUID(),
      ...(change && { 'content-type': 'application/json-patch+json', 'if-match': `W/"${change.version}"` }),
    },
    ...(change && { method: 'PATCH', body: JSON.stringify({ patches: change.patches }) }),
  }).catch(() => {
    throw outage('pds_down');
  });
  if (response.status === 401) tokens.forget(token);
  return response;
}

function parseResource(text: string): Record<string, unknown> {
  try {
    const body = JSON.parse(text) as Record<string, unknown> | null;
    if (typeof body?.resourceType === 'string') return body;
  } catch {
    // Told below: neither is a FHIR resource.
  }
  throw refusal('pds_unreadable');
}

function outcomeCode(body: Record<string, unknown>): string | undefined {
  if (body.resourceType !== 'OperationOutcome') return undefined;
  const { issue } = body as { issue?: { details?: { coding?: { code?: string }[] } }[] };
  return issue?.[0]?.details?.coding?.[0]?.code ?? 'UNKNOWN';
}

/** A UUID (version 8, RFC 9562) made from a text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
