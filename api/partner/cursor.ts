import type { Journey } from '../../store/journeys.js';

type Place = Pick<Journey, '_id' | 'createdAt'>;

/** Where a list goes on: opaque to partners, and no secret (a partner's list holds only its own rows, whatever it sends). */
export function cursorOf({ _id, createdAt }: Place): string {
  return Buffer.from(`${createdAt.getTime()}.${_id}`).toString('base64url');
}

/** @returns undefined for what is no cursor of ours. */
export function placeOf(cursor: string): Place | undefined {
  const match = /^(\d{1,15})\.([\w-]{22})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), _id: match[2] } : undefined;
}
