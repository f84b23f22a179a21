import { EncryptJWT, jwtDecrypt } from 'jose';

/** Seals small values for cookies: nobody else reads or alters them, and they end. */
export interface Sealer {
  seal(value: object, seconds: number): Promise<string>;
  /** @returns undefined for what was not sealed here, was altered, or is over. */
  open(sealed: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const shortest = 32;

/**
 * @param secrets of 32 characters or more, at random; the first seals, all open: put a new one in front to replace one
 * @throws TypeError for one that is too short
 */
export function sealer(secrets: readonly string[], now: () => Date): Sealer {
  if (secrets.length === 0 || secrets.some((secret) => secret.length < shortest)) {
    throw new TypeError(`a cookie secret has ${shortest} characters or more`);
  }
  const keys = secrets.map((secret) =>
    crypto.subtle.digest('SHA-256', new TextEncoder().encode(`surety-sdk 1 ${secret}`)),
  );
  const keyAt = async (index: number) => new Uint8Array((await keys[index]) as ArrayBuffer);

  return {
    async seal(value, seconds) {
      const at = Math.floor(now().getTime() / 1_000);
      const token = new EncryptJWT({ value }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' });
      return token.setExpirationTime(at + seconds).encrypt(await keyAt(0));
    },
    async open(sealed) {
      for (const index of keys.keys()) {
        const opened = await jwtDecrypt(sealed, await keyAt(index), {
          currentDate: now(),
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          requiredClaims: ['exp'],
        }).catch(() => undefined);
        if (opened) return opened.payload.value as Readonly<Record<string, unknown>>;
      }
      return undefined;
    },
  };
}
