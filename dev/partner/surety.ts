import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { createHandlers, createSurety, type Surety, type SuretyHandlers, type WebhookEvent } from '../../sdk/index.js';
import { problemAnswer } from './problems.js';
import type { Who } from './who.js';

export interface PartnerOptions {
  /** Surety. */
  issuer: string;
  /** Where Surety answers this server; the issuer's own address if left out. */
  suretyAt?: string;
  /** Where this partner is. */
  url: string;
  clientId: string;
  /** Private RSA key with `kid`; its public half is registered at Surety. */
  key: JWK;
}

/** What this partner has of Surety: a partner of your own needs no more. */
export interface PartnerSurety {
  surety: Surety;
  handlers: SuretyHandlers;
  /** The newest of what Surety told by webhooks, the last one first. */
  events: WebhookEvent[];
  /** Takes the secret of a webhook, so that its deliveries are believed. */
  trust: (secret: string) => void;
}

/** What the link that connects to the GP surgery asks for. */
export const gpScope = 'openid gp_integration_credentials';

export function partnerSurety(options: PartnerOptions, who: Who): PartnerSurety {
  const { issuer, suretyAt = issuer, url, clientId, key } = options;
  const surety = createSurety({
    issuer,
    clientId,
    privateKey: key,
    redirectUri: `${url}/surety/callback`,
    level: who.level,
    // A password and a texted code, or a passkey.
    authenticators: ['Cp.Cd', 'Cm'],
    // People are asked to share what the level is for, and no more.
    scope: {
      P0: 'openid email phone',
      P5: 'openid email phone profile basic_demographics profile_extended',
      P9: 'openid email phone profile basic_demographics profile_extended gp_registration_details',
    },
    // In development the addresses in Surety's metadata are for browsers.
    fetch: (address, init) => fetch(address.replace(issuer, suretyAt), init),
  });

  const events: WebhookEvent[] = [];
  const webhookSecrets: string[] = [];
  const handlers = createHandlers(surety, {
    // Kept in a file or a vault, it would outlast a restart. Sessions, too, are in memory here.
    secret: randomBytes(32).toString('base64'),
    // Two demo partners are on one host.
    cookiePrefix: who.id,
    home: `${who.base}/`,
    onProblem: (problem) => problemAnswer(problem, who),
    webhookSecrets,
    onEvent(event) {
      // Surety may tell the same thing twice.
      if (events.some(({ id }) => id === event.id)) return;
      events.unshift(event);
      events.splice(20);
    },
  });
  return { surety, handlers, events, trust: (secret) => void webhookSecrets.unshift(secret) };
}
