import { randomBytes } from 'node:crypto';
import { askKms } from './ask.js';
import { type About, type Kms, KmsError } from './kms.js';

export interface VaultTransitOptions {
  /** Where the transit engine is mounted: `https://vault.example:8200/v1/transit`. */
  url: string;
  /** The name of the key that wraps, of a type with AEAD (`aes256-gcm96`). */
  key: string;
  token: string;
}

/** The transit engine of HashiCorp Vault, and of what speaks its API (OpenBao). */
export function vaultTransit({ url, key, token }: VaultTransitOptions): Kms {
  async function ask(action: 'encrypt' | 'decrypt', asked: object, about: About): Promise<Record<string, unknown>> {
    const address = `${url}/${action}/${encodeURIComponent(key)}`;
    const body = JSON.stringify({ ...asked, associated_data: base64(`surety ${about.environment} ${about.setting}`) });
    const headers = { 'content-type': 'application/json', 'x-vault-token': token, 'x-vault-request': 'true' };
    const answer = await askKms(
      async () => new Request(address, { method: 'POST', headers, body }),
      ({ status }) => status === 412 || status === 429,
    );
    const { data } = answer.body as { data?: Record<string, unknown> };
    if (answer.status === 200 && data) return data;
    // Vault answers 403 to a token that it does not know as to one that may not.
    throw new KmsError(answer.status === 403 ? 'credentials' : 'refused', String(answer.status));
  }

  const wrap: Kms['wrap'] = async (bytes, about) => {
    const { ciphertext } = await ask('encrypt', { plaintext: base64(bytes) }, about);
    if (typeof ciphertext === 'string' && /^vault:v\d+:[\w+/=]+$/.test(ciphertext)) return ciphertext;
    throw new KmsError('refused', 'an answer that is none');
  };
  return {
    wrap,
    async unwrap(wrapped, about) {
      const { plaintext } = await ask('decrypt', { ciphertext: wrapped }, about);
      if (typeof plaintext !== 'string') throw new KmsError('refused', 'an answer that is none');
      return new Uint8Array(Buffer.from(plaintext, 'base64'));
    },
    newKey: (about) => wrap(new Uint8Array(randomBytes(32)), about),
  };
}

const base64 = (value: string | Uint8Array): string => Buffer.from(value).toString('base64');
