import { join } from 'node:path';
import { startDevServer } from '../server.js';
import { demoPartners, writePartners } from '../up/partners.js';
import { keptSecrets } from '../up/secrets.js';
import { shareSecrets } from './share-secrets.js';

/**
 * The simulators as a container of docker-compose.yml. What the other containers must know of them (keys, tokens, the
 * demo partner) is left in the folder that they read their secrets from.
 */
const shared = process.env.SECRETS_DIR || '/var/lib/surety/secrets';
const own = process.env.SIMULATORS_DIR || '/var/lib/surety/simulators';
const issuer = process.env.SURETY_URL || 'http://surety.localhost:3000';
const publicUrl = process.env.SIMULATORS_URL || 'http://simulators.localhost:3001';
const port = Number(process.env.DEV_PORT || 3001);
const mailPort = Number(process.env.MAIL_PORT || 1025);

const secrets = keptSecrets(join(own, 'secrets.json'));
shareSecrets(shared, secrets);
writePartners(join(shared, 'partners.json'), demoPartners(secrets, publicUrl));
const server = await startDevServer({ port, mailPort, host: '0.0.0.0', publicUrl, issuer, secrets, dataDir: own });
console.log(`Simulators at ${publicUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
