import type { RequestHandler } from 'express';
import { frameOf } from '../../http/frame.js';
import { stateOf } from '../../portal/home/state.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';

const ROWS = 500;

/** Requests to go live, the oldest first, and every registration there is. */
export const showPartners =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const now = new Date();
    const { language } = frameOf(res);
    const [requested, all] = await Promise.all([store.clients.requested(ROWS), store.clients.all(ROWS)]);
    renderDesk(res, {
      page: 'casework/partners',
      model: {
        requests: requested.map(({ _id, kept }) => ({
          id: _id,
          name: kept.request?.asked.name,
          since: kept.request && dateTime(kept.request.at, language),
        })),
        partners: all.map((row) => ({ id: row._id, name: row.name, state: stateOf(row, now) })),
      },
    });
  };
