import { createPublicKey } from 'node:crypto';
import { SuretyError } from '../errors.js';

const leastRsaBits = 2048;

/** What is wrong with a key that a partner wants registered. */
type KeyProblem = 'key_private' | 'key_several' | 'key_not_valid' | 'key_weak' | 'key_kind';

/** @param code which rule the key breaks */
export class KeyRefused extends SuretyError {
  constructor(override readonly code: KeyProblem) {
    super(code, 400, 'This key cannot be registered.');
  }
}

/** Whether a JWK is a public RSA key of 2048 bits or more, or one on P-256: what a partner may sign its assertions with. */
export function isPartnerKey(jwk: unknown): boolean {
  try {
    checkPartnerKey(jwk);
    return true;
  } catch {
    return false;
  }
}

/** @throws KeyRefused naming the rule that the key breaks. */
export function checkPartnerKey(jwk: unknown): asserts jwk is Record<string, unknown> {
  if (typeof jwk !== 'object' || jwk === null) throw new KeyRefused('key_not_valid');
  if ('d' in jwk || 'k' in jwk) throw new KeyRefused('key_private');
  const key = publicKeyOf(jwk as Record<string, unknown>);
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    if (modulusLength < leastRsaBits) throw new KeyRefused('key_weak');
  } else if (namedCurve !== 'prime256v1') {
    throw new KeyRefused('key_kind');
  }
}

function publicKeyOf(jwk: Record<string, unknown>) {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new KeyRefused('key_not_valid');
  }
}
