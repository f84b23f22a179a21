import type { Request } from 'express';

/** The bearer token of a request (RFC 6750, 2.1; the scheme's name in any case); empty where it has none. */
export const bearerToken = ({ headers }: Request): string =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]?.trimStart() ?? '';
