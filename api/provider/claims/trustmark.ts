import { authenticators } from '../../../domain/levels/authenticators.js';
import { levels } from '../../../domain/levels/levels.js';

/** The trustmark (RFC 8485 §5): what the vectors of this provider mean. */
export const trustmarkPath = '/trustmark';

export const trustmarkAddress = (issuer: string): string => issuer + trustmarkPath;

/** The document at the trustmark's address. */
export function trustmark(issuer: string): object {
  return { idp: issuer, trust_mark_provider: issuer, P: levels, C: authenticators };
}
