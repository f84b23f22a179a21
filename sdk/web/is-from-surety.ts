import type { Surety } from '../surety.js';

/** Whether a request says by `iss` that it is Surety's. */
export function isFromSurety(query: URLSearchParams, { options }: Pick<Surety, 'options'>): boolean {
  return query.get('iss')?.replace(/\/$/, '') === new URL(options.issuer).origin;
}
