import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';
import { PartnerProblem } from '../http/problem-table.js';
import type { Answer, Context } from './operation.js';

/** What a repeatable request is known by. */
export interface Repeatable {
  /** The Idempotency-Key as sent; undefined where there is none. */
  key: string | undefined;
  /** Everything that makes the request this one and no other. */
  request: string;
}

/**
 * Does a request once for each idempotency key of a partner (draft-ietf-httpapi-idempotency-key-header): the same request is answered as
 * before for 24 hours. What it makes has one id in every attempt, so that a process killed in the middle leaves nothing double.
 * @throws PartnerProblem where the key is another request's, or is being answered.
 */
export async function onceByKey(
  { key, request }: Repeatable,
  { store, partner, now }: { store: Store; partner: Context['partner']; now: Date },
  answer: (newId: string) => Promise<Answer>,
): Promise<Answer> {
  if (key === undefined) return answer(randomId());
  const mine = { partnerId: partner._id, key: keyOf(key) };
  const claim = await store.idempotency.claim({ ...mine, request, newId: randomId() }, now);
  if (claim.kind === 'other') throw new PartnerProblem('idempotency_key_reused');
  if (claim.kind === 'busy') throw new PartnerProblem('idempotency_key_in_use');
  if (claim.kind === 'again') return claim.answer;
  const {
    status,
    headers = {},
    body,
  } = await answer(claim.newId).catch(async (error: unknown) => {
    await store.idempotency.release(mine);
    throw error;
  });
  await store.idempotency.keep(mine, { status, headers, body });
  return { status, headers, body };
}

/** The key is a structured field's string, in quotes; many programs leave them out. @throws PartnerProblem */
function keyOf(header: string): string {
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new PartnerProblem('idempotency_key_not_valid');
  return key;
}
