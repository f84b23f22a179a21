import { sealedBox } from './sealed-box.js';
import { type KmsReply, type SimulatedKms, serveKms } from './serve.js';

type Asked = { plaintext?: string; ciphertext?: string; associated_data?: string };

/** Speaks the API of Vault's transit engine as far as Surety asks: encrypt and decrypt, with associated data. With one key and one token. */
export function startVault({ key, token }: { key: string; token: string }): Promise<SimulatedKms> {
  const box = sealedBox();
  return serveKms(
    ({ url = '' }) => url.split('/').at(-2) ?? '',
    ({ method, url = '', headers }, text) => {
      if (headers['x-vault-token'] !== token) return refused(403, 'permission denied');
      const [, action, name] = /^\/v1\/transit\/(encrypt|decrypt)\/([\w-]+)$/.exec(url) ?? [];
      if (method !== 'POST' || !action) return refused(404, 'no handler for route');
      if (name !== key) return refused(400, 'encryption key not found');
      const { plaintext = '', ciphertext = '', associated_data = '' } = JSON.parse(text) as Asked;
      if (action === 'encrypt') {
        const sealed = box.seal(Buffer.from(plaintext, 'base64'), associated_data).toString('base64');
        return { status: 200, body: { data: { ciphertext: `vault:v1:${sealed}`, key_version: 1 } } };
      }
      const plain = box.open(Buffer.from(ciphertext.replace(/^vault:v1:/, ''), 'base64'), associated_data);
      if (!plain) return refused(400, 'cipher: message authentication failed');
      return { status: 200, body: { data: { plaintext: plain.toString('base64') } } };
    },
  );
}

const refused = (status: number, error: string): KmsReply => ({ status, body: { errors: [error] } });
