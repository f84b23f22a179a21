import { day } from '../clock.js';

/** RSA keys sign RS256, RS512 and PS256; P-256 keys sign ES256 (RFC 7518 §3.1). */
export const keyKinds = ['RSA', 'EC'] as const;
export type KeyKind = (typeof keyKinds)[number];

/** A signing key as far as its times go. */
export type RingKey = { kid: string; kind: KeyKind; signsFrom: Date };

/**
 * `published`: partners may fetch it, it does not sign yet. `signing`: one of each kind. `retired`: signs no more, still published, for what it
 * signed. `gone`: nothing that counts was signed by it.
 */
export type KeyState = 'published' | 'signing' | 'retired' | 'gone';

/** A key is published for this long before it signs: no relying party keeps a JWKS longer without looking again. */
export const publishedBefore = day;

/**
 * A key is published for this long after it signed last. ID tokens live an hour; as `id_token_hint` they count as long as the session they
 * name, 12 hours.
 */
export const publishedAfter = day;

/**
 * Where each key is on its way at a moment: it signs from `signsFrom` until the next one of its kind does. The order is that of `/jwks`, and the
 * first of a kind signs: those that sign, then those to come, then those that were.
 */
export function ringAt<Key extends RingKey>(keys: readonly Key[], now: Date): { key: Key; state: KeyState }[] {
  const order: readonly KeyState[] = ['signing', 'published', 'retired', 'gone'];
  return keys
    .map((key) => ({ key, state: stateOf(key, keys, now) }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function stateOf(key: RingKey, keys: readonly RingKey[], now: Date): KeyState {
  if (key.signsFrom > now) return 'published';
  const next = keys
    .filter((other) => other.kind === key.kind && other.signsFrom > key.signsFrom)
    .sort((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime())[0];
  if (!next || next.signsFrom > now) return 'signing';
  return next.signsFrom.getTime() + publishedAfter > now.getTime() ? 'retired' : 'gone';
}

/** The kinds of which a new key is to be made now, so that none signs longer than `everyMs`. A kind that there is no key of gets none. */
export function kindsDue(keys: readonly RingKey[], now: Date, everyMs: number): KeyKind[] {
  const ring = ringAt(keys, now);
  return keyKinds.filter((kind) => {
    const of = (state: KeyState) => ring.find((one) => one.key.kind === kind && one.state === state)?.key;
    const signing = of('signing');
    if (!signing || of('published')) return false;
    return signing.signsFrom.getTime() + everyMs - publishedBefore <= now.getTime();
  });
}
