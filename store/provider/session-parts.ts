/** What a partner has of a session: the `sid` it knows it by, and when it last got a code in it (seconds since 1970). */
export type PartOfSession = {
  sid?: string;
  usedAt?: number;
  persistsLogout?: boolean;
  /** For whom the person acts in it. */
  subjectId?: string;
};

/** Under which name a session keeps what a partner has of it. What somebody does there for somebody else is a part of its own. */
export const partName = (partnerId: string, delegationId?: string): string =>
  delegationId ? `${partnerId}~${delegationId}` : partnerId;

export type NamedPart = { partnerId: string; delegationId?: string; subjectId?: string; sid: string; usedAt: number };

/** The partners that got a code in a session, from the `authorizations` of its payload, in the order in which they first did. */
export function partsOf(authorizations: unknown): NamedPart[] {
  const parts = Object.entries((authorizations ?? {}) as Record<string, PartOfSession>);
  return parts.flatMap(([name, { sid, usedAt, subjectId }]) => {
    if (!sid || !usedAt) return [];
    const [, partnerId = name, delegationId] = /^(.+)~([\w-]{22})$/.exec(name) ?? [];
    return [{ partnerId, ...(delegationId ? { delegationId } : {}), ...(subjectId ? { subjectId } : {}), sid, usedAt }];
  });
}
