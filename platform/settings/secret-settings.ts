/** The settings that are secret, or may hold a secret (the password in an address). */
const secretSettings = [
  ...['SEALING_KEY', 'LOOKUP_KEY', 'COOKIE_KEY', 'PAYLOAD_KEY', 'SIGNING_KEYS', 'PDS_PRIVATE_KEY'],
  ...[
    'MONGODB_URI',
    'KEYS_MONGODB_URI',
    'SMTP_URL',
    'TEMPORAL_API_KEY',
    'TEMPORAL_TLS_KEY',
    'NOTIFY_API_KEY',
    'NOTIFY_CALLBACK_TOKEN',
  ],
  ...['VOICE_TOKEN', 'PDS_API_KEY', 'GP_SYSTEM_SECRET', 'STAFF_CLIENT_SECRET', 'RELEASE_TOKEN', 'CODEC_TOKEN'],
  ...[
    'OTEL_EXPORTER_OTLP_HEADERS',
    'KMS_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  ],
];

/**
 * Takes secrets out of the environment once they have been read: a diagnostic report (`node --report-…`) quotes it, and every child process
 * inherits it.
 */
export function forgetSecrets(env: NodeJS.ProcessEnv): void {
  for (const name of secretSettings) delete env[name];
}
