import { readFileSync } from 'node:fs';
import { KmsError } from './kms.js';
import type { AwsCredentials } from './sigv4.js';

/** Where a container finds its credentials (EKS Pod Identity, ECS): asked anew for each process that starts. */
export type CredentialSource =
  | AwsCredentials
  | { url: string; tokenFile?: string | undefined; token?: string | undefined };

/** @throws KmsError `credentials` */
export async function awsCredentials(source: CredentialSource): Promise<AwsCredentials> {
  if (!('url' in source)) return source;
  try {
    const token = source.tokenFile ? readFileSync(source.tokenFile, 'utf8').trim() : source.token;
    const signal = AbortSignal.timeout(2_000);
    const response = await fetch(source.url, {
      headers: token ? { authorization: token } : {},
      redirect: 'error',
      signal,
    });
    const { AccessKeyId, SecretAccessKey, Token } = (await response.json()) as Record<string, string | undefined>;
    if (!AccessKeyId || !SecretAccessKey) throw new Error(`status ${response.status}`);
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
  } catch {
    throw new KmsError('credentials', 'the container has none');
  }
}
