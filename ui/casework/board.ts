import type { Response } from 'express';
import { frameOf } from '../http/frame.js';
import { clockTime } from '../words/times.js';
import { ukDay } from '../words/uk-moment.js';
import type { CaseworkDeps } from './deps.js';
import { renderDesk } from './render.js';
import { clockView } from './service-clock.js';
import { staffOf } from './session.js';

/** Rows that one page of the desk shows. */
export const boardRows = 50;

/** The pages of the desk: the queue, what is on desks, what is put aside, what was decided today. */
export type Board = 'dashboard' | 'in-progress' | 'holding' | 'completed';

/** Answers with one of them: what all of them show (how much there is of each, the case on this desk) beside its own. */
export async function renderBoard(
  { store }: Pick<CaseworkDeps, 'store'>,
  res: Response,
  board: Board,
  now: Date,
  model: Record<string, unknown>,
): Promise<void> {
  const { language } = frameOf(res);
  const [counts, mine] = await Promise.all([
    store.reviews.counts(ukDay(now).from, now),
    store.reviews.onDeskOf(staffOf(res).checkerId, now),
  ]);
  const desk = mine?.lease && {
    id: mine._id,
    reasons: mine.reasons,
    held: mine.state === 'held',
    until: clockTime(mine.lease.until, language),
    clock: clockView(mine, now, language),
  };
  renderDesk(res, { page: `casework/${board}`, model: { board, counts, mine: desk, ...model } });
}
