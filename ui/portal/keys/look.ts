import { calculateJwkThumbprint, type JWK } from 'jose';
import { isPartnerKey } from '../../../platform/keys/partner-key.js';
import { type SafeFetch, TargetError, type TargetProblem } from '../../../platform/network/safe-fetch.js';
import type { SeenKeys } from '../../../store/partners/working-partner.js';

/** Why nothing could be read at the address of a key set. */
export type LookProblem = TargetProblem | 'jwks_status' | 'jwks_not_valid' | 'jwks_private' | 'jwks_empty';

/** More keys are nobody's set. */
const most = 50;

/** The provider keeps a key set for as long (api/provider asks for it then), or longer where the answer says so. */
const leastSeconds = 60;

/**
 * Looks at the keys that lie at a partner's address, as the provider would: those that could sign for it, with when each was first seen
 * there, and those that have gone since the last look.
 */
export async function lookAtKeys(
  safeFetch: SafeFetch,
  address: string,
  before: SeenKeys | undefined,
  now: Date,
): Promise<SeenKeys | { problem: LookProblem }> {
  const answer = await safeFetch(address, { headers: { accept: 'application/json' } }).catch((error: unknown) => {
    if (error instanceof TargetError) return error.problem;
    throw error;
  });
  if (typeof answer === 'string') return { problem: answer };
  if (answer.status !== 200) return { problem: 'jwks_status' };
  const keys = keysIn(await answer.text());
  if (!keys) return { problem: 'jwks_not_valid' };
  if (keys.some((key) => 'd' in key || 'k' in key)) return { problem: 'jwks_private' };
  const usable = keys.filter(isPartnerKey);
  if (usable.length === 0) return { problem: 'jwks_empty' };
  const same = before?.address === address ? before.keys : [];
  const there = await Promise.all(usable.map((key) => seen(key, same, now)));
  const gone = same.flatMap((key) =>
    there.some(({ id }) => id === key.id) || key.goneAt ? [] : [{ ...key, goneAt: now }],
  );
  return { address, at: now, holdsSeconds: holdsSeconds(answer.headers, now), keys: [...there, ...gone] };
}

function keysIn(text: string): JWK[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    if (!Array.isArray(keys) || keys.length > most) return undefined;
    return keys.every((key) => typeof key === 'object' && key !== null) ? (keys as JWK[]) : undefined;
  } catch {
    return undefined;
  }
}

async function seen(key: JWK, before: SeenKeys['keys'], now: Date): Promise<SeenKeys['keys'][number]> {
  const id = await calculateJwkThumbprint(key);
  const { kid } = key;
  const since = before.find((one) => one.id === id && !one.goneAt)?.since ?? now;
  return { id, kty: String(key.kty), since, ...(typeof kid === 'string' ? { kid: kid.slice(0, 200) } : {}) };
}

function holdsSeconds(headers: Headers, now: Date): number {
  const maxAge = Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1] ?? 0);
  const expires = (Date.parse(headers.get('expires') ?? '') - now.getTime()) / 1_000;
  return Math.round(Math.max(leastSeconds, maxAge, expires || 0));
}
