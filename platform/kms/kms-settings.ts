import { z } from 'zod';
import { ConfigError, type ConfigProblem } from '../settings/config-error.js';
import { readValues } from '../settings/read-values.js';
import { choice, secret, text, webAddress } from '../settings/setting-kinds.js';
import type { CredentialSource } from './aws-credentials.js';
import { awsKms } from './aws-kms.js';
import type { Kms } from './kms.js';
import { vaultTransit } from './vault-transit.js';

/** By which a process reaches the KMS. They are asked for only where a key is wrapped. The `AWS_…` ones are as AWS names and sets them. */
const kmsSettings = z.object({
  KMS: choice(['aws', 'vault']),
  KMS_KEY: text('the key of the KMS that wraps: its id, ARN or alias (aws), or its name (vault)'),
  KMS_URL: webAddress('the address of the KMS; with vault that of its transit engine, up to and with /v1/transit', {
    path: true,
  }).optional(),
  KMS_TOKEN: secret('the token for vault').optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{2,30}$/, { error: 'a region of AWS, such as eu-west-2' })
    .optional(),
  AWS_ACCESS_KEY_ID: text('the id of an access key of AWS').optional(),
  AWS_SECRET_ACCESS_KEY: secret('the access key of AWS').optional(),
  AWS_SESSION_TOKEN: secret('the token of a session of AWS').optional(),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: text('where the container finds its credentials').optional(),
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: text('where the container finds its credentials').optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN: secret('what it shows for them').optional(),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: text('the file of what it shows for them').optional(),
});
type KmsSettings = z.infer<typeof kmsSettings>;

/** @throws ConfigError naming every setting of the KMS that is missing or wrong */
export function kmsOf(env: NodeJS.ProcessEnv, process: string): Kms {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile, ...rest } = env;
  const { values, problems } = readValues(rest, Object.keys(kmsSettings.shape));
  const parsed = kmsSettings.safeParse({
    ...values,
    ...(tokenFile ? { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile } : {}),
  });
  for (const { path, message } of parsed.error?.issues ?? [])
    problems.push({ setting: String(path[0]), expected: message });
  if (!parsed.success) throw new ConfigError(process, problems);
  const { KMS, KMS_KEY: key, KMS_URL: url, KMS_TOKEN: token, AWS_REGION: region } = parsed.data;
  if (KMS === 'vault') {
    if (url && token && problems.length === 0) return vaultTransit({ url, key, token });
    throw new ConfigError(process, [...problems, ...missing(parsed.data, ['KMS_URL', 'KMS_TOKEN'], 'KMS is vault')]);
  }
  const credentials = credentialsOf(parsed.data);
  if (region && credentials && problems.length === 0) {
    return awsKms({ url: url ?? `https://kms.${region}.amazonaws.com`, region, keyId: key, credentials });
  }
  const accessKey = credentials ? [] : (['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const);
  throw new ConfigError(process, [...problems, ...missing(parsed.data, ['AWS_REGION', ...accessKey], 'KMS is aws')]);
}

function missing(given: KmsSettings, wanted: readonly (keyof KmsSettings)[], where: string): ConfigProblem[] {
  return wanted.filter((name) => !given[name]).map((setting) => ({ setting, expected: `needed where ${where}` }));
}

function credentialsOf(given: KmsSettings): CredentialSource | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = given;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
  const relative = given.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  // The address at which ECS answers its tasks.
  const url = given.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? (relative ? `http://169.254.170.2${relative}` : undefined);
  const tokenFile = given.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  return url ? { url, tokenFile, token: given.AWS_CONTAINER_AUTHORIZATION_TOKEN } : undefined;
}
