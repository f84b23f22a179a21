import type { Request } from 'express';

/** The id and the secret that the address of a message's link names, `…/<id>.<secret>`; empty where it is none. */
export function secretAddress(req: Request): { id?: string | undefined; secret?: string | undefined } {
  const [, id, secret] = /^([\w-]{22})\.([\w-]{43})$/.exec(String(req.params.address)) ?? [];
  return { id, secret };
}
