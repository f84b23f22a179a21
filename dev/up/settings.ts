import type { JWK } from 'jose';
import { sandboxKey } from '../../platform/settings/key-environment.js';
import { templates } from '../notify/templates.js';
import { notifyApiKey, type Secrets } from './secrets.js';

const ofSandbox = (key: JWK): JWK => ({ ...key, kid: sandboxKey.kid + key.kid });

/** Where everything is. Addresses are without a last slash. */
export interface Place {
  suretyUrl: string;
  devUrl: string;
  /** Where people's browsers find the development server, if elsewhere than Surety does. */
  devPagesUrl?: string;
  /** Where the api listens, if that is not the port of its public address. */
  port?: number;
  smtpUrl: string;
  mongodbUri: string;
  temporalAddress: string;
  partnersFile: string;
}

/** The environment that the processes of Surety get in development: the simulators take the place of the outside world. */
export function developmentSettings(secrets: Secrets, place: Place) {
  const { suretyUrl, devUrl, devPagesUrl = devUrl, smtpUrl, mongodbUri, temporalAddress, partnersFile } = place;
  return {
    SURETY_URL: suretyUrl,
    PORT: String(place.port ?? new URL(suretyUrl).port),
    ENVIRONMENT: 'sandbox',
    MONGODB_URI: mongodbUri,
    MONGODB_DATABASE: 'surety',
    KEYS_MONGODB_DATABASE: 'surety_keys',
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    SEALING_KEY: sandboxKey.prefix + secrets.sealingKey,
    LOOKUP_KEY: sandboxKey.prefix + secrets.lookupKey,
    COOKIE_KEY: sandboxKey.prefix + secrets.cookieKey,
    PAYLOAD_KEY: sandboxKey.prefix + secrets.payloadKey,
    SIGNING_KEYS: JSON.stringify({ keys: [secrets.signingKey, secrets.ecSigningKey].map(ofSandbox) }),
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'Surety <no-reply@surety.example>',
    SMS_TRANSPORT: 'notify',
    NOTIFY_URL: `${devUrl}/notify`,
    NOTIFY_API_KEY: notifyApiKey(secrets),
    NOTIFY_EMAIL_TEMPLATE: templates.email.id,
    NOTIFY_SMS_TEMPLATE: templates.sms.id,
    NOTIFY_LETTER_TEMPLATE: templates.letter.id,
    VOICE_TRANSPORT: 'twilio',
    VOICE_URL: `${devUrl}/calls`,
    VOICE_ACCOUNT: 'development',
    VOICE_TOKEN: secrets.callsToken,
    VOICE_FROM: '+441134960000',
    NOTIFY_CALLBACK_TOKEN: secrets.notifyCallbackToken,
    PDS_URL: `${devUrl}/pds/personal-demographics/FHIR/R4`,
    PDS_TOKEN_URL: `${devUrl}/pds/oauth2/token`,
    PDS_API_KEY: secrets.pdsApiKey,
    PDS_KEY_ID: 'development-1',
    PDS_PRIVATE_KEY: secrets.pdsPrivateKey,
    GP_SYSTEM_URL: `${devUrl}/gp`,
    GP_SYSTEM_SECRET: secrets.gpSystemSecret,
    STAFF_ISSUER: `${devPagesUrl}/staff`,
    STAFF_CLIENT_ID: 'surety',
    STAFF_CLIENT_SECRET: secrets.staffClientSecret,
    PARTNERS_FILE: partnersFile,
    PRIVATE_TARGETS: '127.0.0.0/8,::1/128',
    LOG_LEVEL: 'info',
  } satisfies Record<string, string>;
}
