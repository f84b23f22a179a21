import { verificationStates } from './verification-status.js';

/** What webhooks are told of a verification: its new state, or that what is personal of it is gone. */
export const verificationEvents = [
  ...verificationStates.map((state) => `verification.${state}` as const),
  'verification.redacted',
] as const;

export type VerificationEvent = (typeof verificationEvents)[number];

/** What webhooks are told of a person's account, by its `sub`. */
export const accountEvents = [
  'account.contact_changed',
  'account.reverification_required',
  'account.recovered',
  'account.blocked',
  'account.unblocked',
  'account.closed',
  'account.linkage_loop',
] as const;

/** What webhooks are told of a partner's journeys taken together. */
export const incidentEvents = ['incident.opened', 'incident.over'] as const;

/** What a partner may ask to be told. */
export const webhookEvents = [...verificationEvents, ...accountEvents, ...incidentEvents, 'webhook.test'] as const;

export type WebhookEvent = (typeof webhookEvents)[number];
