import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { ConfigProblem } from './config-error.js';
import { keysOfOtherEnvironment } from './key-environment.js';
import {
  address,
  choice,
  flag,
  headerList,
  keyBytes,
  keyList,
  moment,
  networks,
  pem,
  port,
  proxies,
  secret,
  share,
  signingKeys,
  text,
  tlsPem,
  webAddress,
  wholeNumber,
} from './setting-kinds.js';

/** Every setting of Surety, once. No secret has a default; a setting without one and not optional must be given. */
export const settings = z.object({
  SURETY_URL: webAddress('the public address of Surety, https (http only on localhost), without a path'),
  PORT: port(3000),
  ENVIRONMENT: choice(['sandbox', 'live']).default('live'),
  TRUST_PROXY: proxies().optional(),

  MONGODB_URI: address(['mongodb:', 'mongodb+srv:'], 'a mongodb:// or mongodb+srv:// address'),
  MONGODB_DATABASE: text('the name of the database').default('surety'),
  KEYS_MONGODB_URI: address(
    ['mongodb:', 'mongodb+srv:'],
    'a mongodb:// or mongodb+srv:// address for the keys (left out: MONGODB_URI)',
  ).optional(),
  KEYS_MONGODB_DATABASE: text('the name of the database of the keys').default('surety_keys'),

  TEMPORAL_ADDRESS: z
    .string({ error: 'host:port of the Temporal server' })
    .regex(/^[^\s/]+:\d{1,5}$/, { error: 'host:port of the Temporal server' }),
  TEMPORAL_NAMESPACE: text('the Temporal namespace').default('default'),
  TEMPORAL_TLS: flag(),
  TEMPORAL_TLS_CA: tlsPem(
    'the certificates, in PEM, of who signed that of Temporal',
    (pem) => new X509Certificate(pem),
  ).optional(),
  TEMPORAL_TLS_CERT: tlsPem(
    'the certificate, in PEM, that Temporal knows us by',
    (pem) => new X509Certificate(pem),
  ).optional(),
  TEMPORAL_TLS_KEY: tlsPem('the private key, in PEM, of TEMPORAL_TLS_CERT', createPrivateKey).optional(),
  TEMPORAL_API_KEY: secret('the API key of Temporal Cloud').optional(),

  SEALING_KEY: keyList('seals what the store holds'),
  LOOKUP_KEY: keyBytes('makes keyed hashes and one-time codes'),
  COOKIE_KEY: keyList('signs cookies'),
  PAYLOAD_KEY: keyList('seals what Temporal holds'),
  SIGNING_KEYS: signingKeys().optional(),
  SIGNING_KEY_DAYS: wholeNumber(2, 3_650, 'for how many days a key signs, 2 to 3650').default(90),
  CODE_SECONDS: wholeNumber(30, 600, 'how many seconds an authorization code lives, 30 to 600').default(60),

  MAIL_TRANSPORT: choice(['smtp', 'notify']),
  SMTP_URL: address(['smtp:', 'smtps:'], 'an smtp:// or smtps:// address (MAIL_TRANSPORT is smtp)').optional(),
  MAIL_FROM: text('the sender of mail, as "Name <address>" (MAIL_TRANSPORT is smtp)').optional(),
  SMS_TRANSPORT: choice(['notify']),
  NOTIFY_URL: webAddress('the address of GOV.UK Notify', { path: true }).default(
    'https://api.notifications.service.gov.uk',
  ),
  NOTIFY_API_KEY: z
    .string({ error: 'an API key of GOV.UK Notify' })
    .regex(/^.+-[\da-f-]{36}-[\da-f-]{36}$/, { error: 'an API key of GOV.UK Notify' }),
  NOTIFY_EMAIL_TEMPLATE: text('the id of the email template in Notify (MAIL_TRANSPORT is notify)').optional(),
  NOTIFY_SMS_TEMPLATE: text('the id of the text message template in Notify'),
  NOTIFY_LETTER_TEMPLATE: text('the id of the letter template in Notify').optional(),
  LETTERS_PER_DAY: wholeNumber(0, 1_000_000, 'how many letters may be ordered in a day, in all').default(200),
  NOTIFY_CALLBACK_TOKEN: secret('the bearer token, 16 characters or more, of delivery receipts', 16),

  VOICE_TRANSPORT: choice(['twilio']).optional(),
  VOICE_URL: webAddress('the address of the API for calls', { path: true }).default('https://api.twilio.com'),
  VOICE_ACCOUNT: text('the account at the provider of calls').optional(),
  VOICE_TOKEN: secret('the token of the account at the provider of calls').optional(),
  VOICE_FROM: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/, { error: 'the number that calls come from, such as +441134960000' })
    .optional(),

  PDS_URL: webAddress('the address of PDS, up to and with /FHIR/R4', { path: true }),
  PDS_TOKEN_URL: webAddress('the token address of the API platform', { path: true }),
  PDS_API_KEY: secret('the API key of the PDS application'),
  PDS_KEY_ID: text('the key id (kid) registered for the PDS application'),
  PDS_PRIVATE_KEY: pem('the RSA private key (PEM, 2048 bits or more) of the PDS application'),

  GP_SYSTEM_URL: webAddress('the address of the GP system interface; without it no linkage keys are offered', {
    path: true,
  }).optional(),
  GP_SYSTEM_SECRET: secret(
    'the bearer token, 16 characters or more, that the GP system interface takes',
    16,
  ).optional(),

  STAFF_ISSUER: webAddress('the OpenID issuer where staff sign in', { path: true }),
  STAFF_CLIENT_ID: text('the client id of Surety at the staff issuer'),
  STAFF_CLIENT_SECRET: secret('the client secret of Surety at the staff issuer'),
  STAFF_ACR: text('the `acr` values, with spaces between, of which the staff issuer must say one')
    .transform((values) => values.split(/\s+/))
    .optional(),
  PARTNERS_FILE: text('the path of a JSON file of partners').optional(),
  PRIVATE_TARGETS: networks('networks such as 10.20.0.0/16, separated by commas').optional(),

  BREACHED_PASSWORDS: text('the path of a list of breached passwords').optional(),

  MAINTENANCE_UNTIL: moment('a time with its zone, such as 2026-11-23T06:00Z').optional(),

  NEW_SIGN_INS_PER_SECOND: wholeNumber(
    1,
    10_000,
    'how many sign-ins may begin each second in each api process',
  ).optional(),

  SUPPORT_CONTACT: text('how else people reach those who help them, for example a phone number and its hours')
    .max(300, { error: 'how people reach those who help them, in 300 characters or fewer' })
    .optional(),

  OPERATOR_EMAIL: z.email({ error: 'where those who run Surety are told of incidents' }).optional(),
  RELEASE_TOKEN: secret('the bearer token, 16 characters or more, by which a deploy tells of a release', 16).optional(),

  CODEC_UI_ORIGIN: webAddress('where Temporal’s UI is shown, whose pages may open histories for staff').optional(),
  CODEC_TOKEN: secret('the bearer token, 32 characters or more, by which a program may open histories', 32).optional(),

  EVIDENCE_DAYS: wholeNumber(1, 365, 'how many days after the decision evidence is erased, 1 to 365').default(30),

  RELEASE: text('what this release is called in figures, for example its version or commit').default('unreleased'),

  OTEL_EXPORTER_OTLP_ENDPOINT: address(['http:', 'https:'], 'where traces go by OTLP over HTTP, without /v1/traces')
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headerList('headers for it, as name=value, with commas between them').optional(),
  OTEL_TRACES_SAMPLER_ARG: share('which share of requests is traced, 0 to 1').default(0.05),

  METRICS_PORT: port(9464),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What one setting requires of another, looked at even while other settings are wrong. */
export function conditions(values: Record<string, string>, process: string): ConfigProblem[] {
  const common = [...keysOfOtherEnvironment(values), ...temporalConditions(values)];
  if (process !== 'worker') return common;
  return [...common, ...mailConditions(values), ...gpSystemConditions(values), ...voiceConditions(values)];
}

/** No key is sent where others could read it, and no certificate without its key. */
function temporalConditions(values: Record<string, string>): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const overTls = ['TEMPORAL_TLS_CA', 'TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY', 'TEMPORAL_API_KEY'];
  const given = overTls.find((setting) => values[setting] !== undefined);
  if (given && values.TEMPORAL_TLS !== 'true') {
    problems.push({ setting: 'TEMPORAL_TLS', expected: `true where ${given} is given` });
  }
  const pair = ['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'] as const;
  const lacking = pair.filter((setting) => values[setting] === undefined);
  const [lacks] = lacking;
  if (lacks && lacking.length === 1) problems.push({ setting: lacks, expected: 'both of the pair, or neither' });
  return problems;
}

/** What each way of sending mail needs. */
function mailConditions(values: Record<string, string>): ConfigProblem[] {
  const needs: Record<string, string[]> = { smtp: ['SMTP_URL', 'MAIL_FROM'], notify: ['NOTIFY_EMAIL_TEMPLATE'] };
  return (needs[values.MAIL_TRANSPORT ?? ''] ?? [])
    .filter((setting) => values[setting] === undefined)
    .map((setting) => ({ setting, expected: `needed where MAIL_TRANSPORT is ${values.MAIL_TRANSPORT}` }));
}

function gpSystemConditions(values: Record<string, string>): ConfigProblem[] {
  if (values.GP_SYSTEM_URL === undefined || values.GP_SYSTEM_SECRET !== undefined) return [];
  return [{ setting: 'GP_SYSTEM_SECRET', expected: 'needed where GP_SYSTEM_URL is given' }];
}

/** Calls are set up whole, or not at all. */
function voiceConditions(values: Record<string, string>): ConfigProblem[] {
  const parts = ['VOICE_ACCOUNT', 'VOICE_TOKEN', 'VOICE_FROM'] as const;
  const given = [...parts, 'VOICE_URL'].filter((setting) => values[setting] !== undefined);
  if (values.VOICE_TRANSPORT === undefined) {
    return given.length > 0 ? [{ setting: 'VOICE_TRANSPORT', expected: `needed where ${given[0]} is given` }] : [];
  }
  return parts
    .filter((setting) => values[setting] === undefined)
    .map((setting) => ({ setting, expected: `needed where VOICE_TRANSPORT is ${values.VOICE_TRANSPORT}` }));
}
