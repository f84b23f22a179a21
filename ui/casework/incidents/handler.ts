import type { RequestHandler } from 'express';
import { frameOf } from '../../http/frame.js';
import { shownIncident } from '../../portal/incidents/shown.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';

const ROWS = 100;

/** Incidents of all partners, the live ones first. */
export const showIncidents =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const { language } = frameOf(res);
    const [found, last] = await Promise.all([store.incidents.newest(ROWS), store.dropOffRuns.last()]);
    const names = new Map(
      (await store.clients.registrations(found.map(({ partnerId }) => partnerId))).map(({ _id, name }) => [_id, name]),
    );
    renderDesk(res, {
      page: 'casework/incidents',
      model: {
        p: wordsFor('portal', language),
        last: last && { at: dateTime(last.at, language), series: last.series },
        incidents: found.map((one) => ({
          ...shownIncident(one, language, store),
          partner: names.get(one.partnerId) ?? one.partnerId,
        })),
      },
    });
  };
