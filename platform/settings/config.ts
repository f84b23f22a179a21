import type { z } from 'zod';
import { unwrapSettings } from '../kms/unwrap-settings.js';
import { ConfigError } from './config-error.js';
import { readValues } from './read-values.js';
import { conditions, settings } from './settings.js';

export type ProcessName = 'api' | 'worker' | 'checks';

const common = {
  ENVIRONMENT: true,
  MONGODB_URI: true,
  MONGODB_DATABASE: true,
  KEYS_MONGODB_URI: true,
  KEYS_MONGODB_DATABASE: true,
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_TLS: true,
  TEMPORAL_TLS_CA: true,
  TEMPORAL_TLS_CERT: true,
  TEMPORAL_TLS_KEY: true,
  TEMPORAL_API_KEY: true,
  SEALING_KEY: true,
  LOOKUP_KEY: true,
  PAYLOAD_KEY: true,
  RELEASE: true,
  OTEL_EXPORTER_OTLP_ENDPOINT: true,
  OTEL_EXPORTER_OTLP_HEADERS: true,
  OTEL_TRACES_SAMPLER_ARG: true,
  METRICS_PORT: true,
  LOG_LEVEL: true,
} as const;

/** What each process is given. A process cannot lose a secret that it never had. */
const schemas = {
  api: settings.pick({
    ...common,
    SURETY_URL: true,
    PORT: true,
    TRUST_PROXY: true,
    COOKIE_KEY: true,
    SIGNING_KEYS: true,
    CODE_SECONDS: true,
    NOTIFY_CALLBACK_TOKEN: true,
    NOTIFY_LETTER_TEMPLATE: true,
    LETTERS_PER_DAY: true,
    VOICE_TRANSPORT: true,
    STAFF_ISSUER: true,
    STAFF_CLIENT_ID: true,
    STAFF_CLIENT_SECRET: true,
    STAFF_ACR: true,
    PARTNERS_FILE: true,
    PRIVATE_TARGETS: true,
    BREACHED_PASSWORDS: true,
    // Whether linkage keys are offered; only the worker asks there.
    GP_SYSTEM_URL: true,
    MAINTENANCE_UNTIL: true,
    NEW_SIGN_INS_PER_SECOND: true,
    SUPPORT_CONTACT: true,
    RELEASE_TOKEN: true,
    CODEC_UI_ORIGIN: true,
    CODEC_TOKEN: true,
  }),
  worker: settings.pick({
    ...common,
    SURETY_URL: true,
    SIGNING_KEYS: true,
    SIGNING_KEY_DAYS: true,
    EVIDENCE_DAYS: true,
    OPERATOR_EMAIL: true,
    MAIL_TRANSPORT: true,
    SMTP_URL: true,
    MAIL_FROM: true,
    SMS_TRANSPORT: true,
    NOTIFY_URL: true,
    NOTIFY_API_KEY: true,
    NOTIFY_EMAIL_TEMPLATE: true,
    NOTIFY_SMS_TEMPLATE: true,
    NOTIFY_LETTER_TEMPLATE: true,
    VOICE_TRANSPORT: true,
    VOICE_URL: true,
    VOICE_ACCOUNT: true,
    VOICE_TOKEN: true,
    VOICE_FROM: true,
    PDS_URL: true,
    PDS_TOKEN_URL: true,
    PDS_API_KEY: true,
    PDS_KEY_ID: true,
    PDS_PRIVATE_KEY: true,
    GP_SYSTEM_URL: true,
    GP_SYSTEM_SECRET: true,
    PRIVATE_TARGETS: true,
  }),
  checks: settings.pick(common),
};

/** The names of the settings that a process is given. */
export const settingNames = (process: ProcessName): string[] => Object.keys(schemas[process].shape);

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<Name>;
type Loaded<P extends ProcessName> = z.infer<(typeof schemas)[P]> & { KEYS_MONGODB_URI: string };

/** The settings of one process, by the names of the environment in camel case: `MONGODB_URI` is `config.mongodbUri`. */
export type Config<P extends ProcessName = ProcessName> = {
  readonly [Name in keyof Loaded<P> & string as Camel<Name>]: Loaded<P>[Name];
};

/** The settings that every process has: what the store and the Temporal client are opened with. */
export type CommonConfig = Config<'checks'>;

/**
 * Reads and checks the settings that a process needs. An empty setting counts as absent; `NAME_FILE` names a file that
 * holds the value of `NAME` (its white space at both ends is dropped).
 *
 * @throws ConfigError naming every bad setting and what it should be, and never its value.
 */
export function loadConfig<P extends ProcessName>(env: NodeJS.ProcessEnv, process: P): Config<P> {
  const schema = schemas[process];
  const { values, problems } = readValues(env, Object.keys(schema.shape));
  const parsed = schema.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const setting = String(issue.path[0]);
    if (!problems.some((problem) => problem.setting === setting)) problems.push({ setting, expected: issue.message });
  }
  problems.push(...conditions(values, process));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(process, problems);
  const complete = { ...parsed.data, KEYS_MONGODB_URI: parsed.data.KEYS_MONGODB_URI ?? parsed.data.MONGODB_URI };
  return Object.fromEntries(Object.entries(complete).map(([name, value]) => [camelCase(name), value])) as Config<P>;
}

/** The same, with the keys that are wrapped unwrapped by the KMS: what a process reads its settings by when it starts. */
export async function openConfig<P extends ProcessName>(env: NodeJS.ProcessEnv, process: P): Promise<Config<P>> {
  return loadConfig(await unwrapSettings(env, process), process);
}

function camelCase(name: string): string {
  return name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
