import { PartnerProblem } from '../http/problem-table.js';

type Place = { _id: string; createdAt: Date };

/** Where a list goes on: opaque to partners, and no secret (a partner's list holds only its own rows, whatever it sends). */
export function cursorOf({ _id, createdAt }: Place): string {
  return Buffer.from(`${createdAt.getTime()}.${_id}`).toString('base64url');
}

/** @throws PartnerProblem for what is no cursor of ours. */
export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15})\.([\w-]{22,80})$/.exec(Buffer.from(cursor, 'base64url').toString());
  const createdAt = new Date(Number(match?.[1]));
  if (!match?.[2] || Number.isNaN(createdAt.getTime())) throw new PartnerProblem('cursor_not_valid');
  return { createdAt, _id: match[2] };
}

/**
 * One page of a list: `rows` were asked for with one more than the limit, which tells whether there is a next page.
 */
export function pageAnswer<Row extends Place, T>(rows: readonly Row[], limit: number, shown: (row: Row) => T) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page.map(shown), ...(rows.length > limit && last ? { next: cursorOf(last) } : {}) };
}
