import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type AwsCredentials, signed } from '../../platform/kms/sigv4.js';
import { sealedBox } from './sealed-box.js';
import { type KmsReply, type SimulatedKms, serveKms } from './serve.js';

type Asked = {
  KeyId?: string;
  Plaintext?: string;
  CiphertextBlob?: string;
  KeySpec?: string;
  EncryptionContext?: Record<string, string>;
};

/**
 * Speaks the API of AWS KMS as far as Surety asks: Encrypt, Decrypt and GenerateDataKey by JSON 1.1, each request signed and checked. With one
 * key, and no policy.
 */
export function startAwsKms({ keyId, region, credentials }: AwsKmsPlace): Promise<SimulatedKms> {
  const box = sealedBox();
  const actions: Record<string, (asked: Asked, context: string) => KmsReply> = {
    Encrypt: ({ Plaintext = '' }, context) =>
      ok({ CiphertextBlob: box.seal(Buffer.from(Plaintext, 'base64'), context).toString('base64') }),
    Decrypt({ CiphertextBlob = '' }, context) {
      const plain = box.open(Buffer.from(CiphertextBlob, 'base64'), context);
      return plain ? ok({ Plaintext: plain.toString('base64') }) : refused('InvalidCiphertextException');
    },
    GenerateDataKey({ KeySpec }, context) {
      if (KeySpec !== 'AES_256') return refused('ValidationException');
      const key = randomBytes(32);
      return ok({ Plaintext: key.toString('base64'), CiphertextBlob: box.seal(key, context).toString('base64') });
    },
  };
  const ok = (body: object): KmsReply => ({ status: 200, body: { KeyId: keyId, ...body } });

  return serveKms(actionOf, (req, text) => {
    const problem = problemOf(req, text, region, credentials);
    if (problem) return refused(problem);
    const asked = JSON.parse(text) as Asked;
    if (asked.KeyId !== keyId) return refused('NotFoundException');
    const context = JSON.stringify(Object.entries(asked.EncryptionContext ?? {}).sort());
    return actions[actionOf(req)]?.(asked, context) ?? refused('UnknownOperationException');
  });
}

export type AwsKmsPlace = { keyId: string; region: string; credentials: AwsCredentials };

const actionOf = ({ headers }: IncomingMessage): string =>
  /^TrentService\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1] ?? '';

const refused = (type: string): KmsReply => ({ status: 400, body: { __type: type, message: 'No.' } });

/** What AWS would say of the signature. */
function problemOf(req: IncomingMessage, body: string, region: string, known: AwsCredentials): string | undefined {
  const { authorization = '', host = '', 'x-amz-date': date } = req.headers;
  const [, accessKeyId, names = ''] = /Credential=([^/]+)\/.*SignedHeaders=([\w;-]+)/.exec(authorization) ?? [];
  if (!accessKeyId) return 'MissingAuthenticationTokenException';
  if (accessKeyId !== known.accessKeyId) return 'UnrecognizedClientException';
  const time = String(date).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const own = ['host', 'x-amz-date', 'x-amz-security-token'];
  const sent = names.split(';').filter((name) => !own.includes(name));
  const headers = Object.fromEntries(sent.map((name) => [name, String(req.headers[name])]));
  const request = { method: req.method ?? '', url: new URL(`http://${host}${req.url}`), headers, body };
  const expected = signed(request, known, { region, service: 'kms', now: new Date(time) });
  if (expected.authorization !== authorization) return 'InvalidSignatureException';
  return Math.abs(Date.parse(time) - Date.now()) > 300_000 ? 'InvalidSignatureException' : undefined;
}
