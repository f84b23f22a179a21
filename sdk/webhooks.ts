import { SuretyError } from './errors.js';

/** A delivery whose signature holds. */
export interface WebhookEvent {
  /** The same at each attempt: what you have seen you need not do again. */
  id: string;
  /** When this attempt was made. */
  sentAt: Date;
  /** What happened, for example `verification.updated`. */
  type: string;
  data: unknown;
  /** The whole body. */
  body: Readonly<Record<string, unknown>>;
}

export interface WebhookCheck {
  /** The body as it arrived, before anything parsed it. */
  body: string | Uint8Array<ArrayBuffer>;
  headers: { get(name: string): string | null };
  /** Your secrets, `whsec_…`: while one is being replaced, both. */
  secrets: readonly string[];
  /** Seconds by which clocks may differ; 300 unless you say. */
  tolerance?: number;
  now?: Date;
}

/** More signatures than a rotation makes. */
const mostSignatures = 10;

/**
 * Checks a delivery by the Standard Webhooks scheme: `webhook-id`, `webhook-timestamp`, and in `webhook-signature` one or more
 * `v1,<base64>` of HMAC-SHA-256 over `id.timestamp.body`.
 *
 * @throws SuretyError `webhook_not_valid`, with the reason in `wire`
 */
export async function checkWebhook({
  body,
  headers,
  secrets,
  tolerance = 300,
  now,
}: WebhookCheck): Promise<WebhookEvent> {
  const [id, stamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => headers.get(`webhook-${name}`) ?? '');
  if (!id || !signatures || !/^\d{1,12}$/.test(stamp ?? '')) throw refused('headers missing or malformed');
  const sent = Number(stamp);
  if (Math.abs((now ?? new Date()).getTime() / 1_000 - sent) > tolerance) throw refused('too old, or from the future');
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = new TextEncoder().encode(`${id}.${stamp}.${text}`);
  if (!(await isSigned(signed, signatures, secrets))) throw refused('no signature holds');
  return { id, sentAt: new Date(sent * 1_000), ...read(text) };
}

async function isSigned(signed: Uint8Array<ArrayBuffer>, signatures: string, secrets: readonly string[]) {
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .slice(0, mostSignatures)
    .flatMap((one) => bytesOf(one.slice(3)) ?? []);
  for (const secret of secrets) {
    const bytes = bytesOf(secret.replace(/^whsec_/, ''));
    if (!bytes || bytes.length === 0) throw new TypeError('a webhook secret is not base64');
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    // Web Cryptography compares in constant time.
    for (const one of given) if (await crypto.subtle.verify('HMAC', key, one, signed)) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function read(text: string): Pick<WebhookEvent, 'type' | 'data' | 'body'> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw refused('not JSON');
  }
  const { type, data } = (body ?? {}) as { type?: unknown; data?: unknown };
  if (typeof type !== 'string') throw refused('no type');
  return { type, data, body: body as Record<string, unknown> };
}

const refused = (why: string) => new SuretyError('webhook_not_valid', why);
