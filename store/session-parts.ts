/** What a partner has of a session: the `sid` it knows it by, and when it last got a code in it (seconds since 1970). */
export type PartOfSession = { sid?: string; usedAt?: number; persistsLogout?: boolean };

/** The partners that got a code in a session, from the `authorizations` of its payload, in the order in which they first did. */
export function partsOf(authorizations: unknown): { partnerId: string; sid: string; usedAt: number }[] {
  const parts = Object.entries((authorizations ?? {}) as Record<string, PartOfSession>);
  return parts.flatMap(([partnerId, { sid, usedAt }]) => (sid && usedAt ? [{ partnerId, sid, usedAt }] : []));
}
