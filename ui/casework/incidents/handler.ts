import type { RequestHandler } from 'express';
import { frameOf } from '../../http/frame.js';
import { shownIncident } from '../../portal/incidents/shown.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';
import type { CaseworkDeps } from '../deps.js';
import { partnerNames } from '../insight/partner-names.js';
import { renderDesk } from '../render.js';

const ROWS = 100;

/** Incidents of all partners, the live ones first. */
export const showIncidents =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const { language } = frameOf(res);
    const [found, last] = await Promise.all([store.incidents.newest(ROWS), store.dropOffRuns.last()]);
    const nameOf = await partnerNames(
      store,
      found.map(({ partnerId }) => partnerId),
    );
    renderDesk(res, {
      page: 'casework/incidents',
      model: {
        p: wordsFor('portal', language),
        last: last && { at: dateTime(last.at, language), series: last.series },
        incidents: found.map((one) => ({
          ...shownIncident(one, language, store),
          partner: nameOf(one.partnerId),
        })),
      },
    });
  };
