import { askKms, type KmsAnswer } from './ask.js';
import { awsCredentials, type CredentialSource } from './aws-credentials.js';
import { type About, type Kms, KmsError } from './kms.js';
import { signed } from './sigv4.js';

export interface AwsKmsOptions {
  /** Where KMS answers: `https://kms.eu-west-2.amazonaws.com`. */
  url: string;
  region: string;
  /** Id, ARN or alias of the key that wraps. What it wrapped is unwrapped by this key only. */
  keyId: string;
  credentials: CredentialSource;
}

const throttling = ['ThrottlingException', 'KMSInternalException', 'DependencyTimeoutException'];
const unknownCaller = [
  ...['UnrecognizedClientException', 'InvalidSignatureException', 'InvalidClientTokenId', 'ExpiredTokenException'],
  ...['MissingAuthenticationTokenException', 'IncompleteSignature', 'SignatureDoesNotMatch'],
];

/** AWS Key Management Service, and what speaks its API (JSON 1.1, Signature Version 4). */
export function awsKms({ url, region, keyId, credentials }: AwsKmsOptions): Kms {
  async function ask(
    action: 'Encrypt' | 'Decrypt' | 'GenerateDataKey',
    asked: object,
  ): Promise<Record<string, unknown>> {
    const own = await awsCredentials(credentials);
    const address = new URL(url);
    const body = JSON.stringify({ KeyId: keyId, ...asked });
    const content = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` };
    const answer = await askKms(
      async () => {
        const request = { method: 'POST', url: address, headers: content, body };
        const headers = signed(request, own, { region, service: 'kms', now: new Date() });
        return new Request(address, { method: 'POST', headers, body });
      },
      (one) => throttling.includes(errorOf(one)),
    );
    if (answer.status === 200) return answer.body;
    const said = errorOf(answer);
    throw new KmsError(unknownCaller.includes(said) ? 'credentials' : 'refused', said);
  }

  return {
    async wrap(key, about) {
      const Plaintext = Buffer.from(key).toString('base64');
      return textOf((await ask('Encrypt', { Plaintext, EncryptionContext: contextOf(about) })).CiphertextBlob);
    },
    async unwrap(wrapped, about) {
      const answer = await ask('Decrypt', { CiphertextBlob: wrapped, EncryptionContext: contextOf(about) });
      return new Uint8Array(Buffer.from(textOf(answer.Plaintext), 'base64'));
    },
    async newKey(about) {
      const answer = await ask('GenerateDataKey', { KeySpec: 'AES_256', EncryptionContext: contextOf(about) });
      return textOf(answer.CiphertextBlob);
    },
  };
}

/** AWS writes it to its own audit (CloudTrail): it names what was opened, and nothing secret. */
const contextOf = ({ setting, environment }: About) => ({
  'surety-setting': setting,
  'surety-environment': environment,
});

/** `com.amazonaws.kms#NotFoundException` is `NotFoundException`. */
function errorOf({ status, body }: KmsAnswer): string {
  const type =
    String(body.__type ?? '')
      .split('#')
      .at(-1) ?? '';
  return /^\w{1,60}$/.test(type) ? type : String(status);
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && /^[\w+/=-]+$/.test(value)) return value;
  throw new KmsError('refused', 'an answer that is none');
}
