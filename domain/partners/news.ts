import type { Level } from '../levels/levels.js';

/** Whom a piece of news concerns: all partners, those that ask for a level, or those that use a part of Surety. */
export const audiences = [
  'all',
  'P5',
  'P9',
  'email',
  'status-api',
  'webhooks',
  'refresh-tokens',
  'fapi2',
  'sso',
] as const;

export type Audience = (typeof audiences)[number];

/** What a change touches; a piece of news may touch several. */
export const newsAreas = ['vectors', 'claims', 'validation', 'messages', 'api', 'pages', 'keys', 'other'] as const;

export type NewsArea = (typeof newsAreas)[number];

/** What of a service says whether news concerns it. */
type Uses = {
  vectors: readonly string[];
  scopes: readonly string[];
  statusApi: boolean;
  webhooks: boolean;
  refreshTokens?: boolean;
  profile?: string;
  ssoFrom?: readonly string[];
};

const asksFor = (level: Level) => (service: Uses) => service.vectors.some((vector) => vector.startsWith(`${level}.`));

const rules: Readonly<Record<Audience, (service: Uses) => boolean>> = {
  all: () => true,
  P5: asksFor('P5'),
  P9: asksFor('P9'),
  email: ({ scopes }) => scopes.includes('email'),
  'status-api': ({ statusApi }) => statusApi,
  webhooks: ({ webhooks }) => webhooks,
  'refresh-tokens': ({ refreshTokens }) => Boolean(refreshTokens),
  fapi2: ({ profile }) => profile === 'fapi2',
  sso: ({ ssoFrom = [] }) => ssoFrom.length > 0,
};

/** Whether a service is among those that a piece of news concerns. */
export const concerns = (audience: Audience, service: Uses): boolean => rules[audience](service);
