import { hash, verify } from '@node-rs/argon2';

/** OWASP's choice for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let nobodys: Promise<string> | undefined;

/** Hashes a password by Argon2id, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost);
}

/** Whether a password is right. Without a hash (no such account) the same work is done, and the answer is no. */
export async function passwordIsRight(hashed: string | undefined, typed: string): Promise<boolean> {
  nobodys ??= hashPassword('the password of nobody');
  const right = await verify(hashed ?? (await nobodys), typed.normalize('NFC'));
  return right && hashed !== undefined;
}
