import type { JWK } from 'jose';
import { rsaKey } from '../../support/partners/rsa-key.js';

/** The key of another partner, who is to see nothing of the first one's. */
export const strangerKey: JWK = { ...(await rsaKey()), kid: 'stranger' };
