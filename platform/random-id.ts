import { randomBytes } from 'node:crypto';

/** A new unguessable id: 128 random bits as 22 characters that need no escaping in a URL. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}
