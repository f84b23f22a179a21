import { createHash } from 'node:crypto';

/** What is kept of a random secret, by which it is known again. Secrets of 192 random bits and more need no key and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
