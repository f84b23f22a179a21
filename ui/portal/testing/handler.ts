import { day, hour } from '../../../domain/clock.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, named } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { travelThroughTime } from '../../sandbox/travel.js';
import { exactTime } from '../../words/times.js';
import { servicePage } from '../service.js';

const ROWS = 20;

/** How far one may travel by a button. */
const spans: Readonly<Record<string, number>> = { hour, day, week: 7 * day, end: 28 * day };

/** In a sandbox: where test people and documents are, and the service's last verifications, each to be moved on in time. */
export const testingPage = ({ store, temporal }: UiDeps) =>
  servicePage({
    path: 'testing',
    needs: 'developer',
    async show({ row, res }) {
      const { language } = frameOf(res);
      const journeys = await store.journeys.listOfPartner(row._id, { limit: ROWS });
      const verifications = journeys.map(({ _id, standing, createdAt }) => ({
        id: _id,
        state: standing?.state,
        reasons: standing?.reasons ?? [],
        at: exactTime(createdAt, language),
      }));
      return { page: 'portal/testing', model: { verifications, spans: Object.keys(spans) } };
    },
    async submit({ req, row, base }) {
      const journey = await store.journeys.byId(String(req.body.verification ?? ''));
      const ms = named(spans, actionOf(req));
      if (!ms || journey?.partnerId !== row._id || !journey.standing) return { to: `${base}/testing` };
      const done = await travelThroughTime({ store, temporal }, journey, { id: randomId(), ms });
      return { to: `${base}/testing?done=${done}` };
    },
  });
