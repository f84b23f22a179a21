import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a simulated KMS seals with: AES-256-GCM under a key of its own, with a context that must be the same. */
export function sealedBox() {
  const key = randomBytes(32);
  return {
    seal(plain: Buffer, context: string): Buffer {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    /** @returns undefined for what it did not seal in this context */
    open(sealed: Buffer, context: string): Buffer | undefined {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(context));
        decipher.setAuthTag(sealed.subarray(-16));
        return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
