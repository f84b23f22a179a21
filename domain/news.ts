import type { Level } from './levels.js';

/** Whom a piece of news concerns. */
export const audiences = ['all', 'P5', 'P9', 'status-api', 'webhooks'] as const;

export type Audience = (typeof audiences)[number];

/** What a change touches; a piece of news may touch several. */
export const newsAreas = ['vectors', 'claims', 'validation', 'messages', 'api', 'pages', 'keys', 'other'] as const;

export type NewsArea = (typeof newsAreas)[number];

/** Whether a service is among those that a piece of news concerns. */
export function concerns(
  audience: Audience,
  service: { vectors: readonly string[]; statusApi: boolean; webhooks: boolean },
): boolean {
  if (audience === 'all') return true;
  if (audience === 'status-api') return service.statusApi;
  if (audience === 'webhooks') return service.webhooks;
  const level: Level = audience;
  return service.vectors.some((vector) => vector.startsWith(`${level}.`));
}
