import { checklist } from '../../../domain/conformance.js';
import { missingIn } from '../../../store/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { servicePage } from '../service.js';
import { stateOf } from './state.js';

/** A service at a glance: whether it works, what is missing, and where everything is. */
export const homePage = ({ store, url, environment }: UiDeps) =>
  servicePage({
    path: '',
    needs: 'viewer',
    async show({ row, role, res }) {
      const now = new Date();
      const [{ facts }, webhooks] = await Promise.all([
        store.partnerActivity.of(row._id),
        store.webhooks.listOf(row._id),
      ]);
      const taken =
        webhooks.length > 0 ? await store.webhookDeliveries.firstTaken(webhooks.map(({ _id }) => _id)) : undefined;
      const delivered = webhooks.length > 0 ? (taken ?? null) : undefined;
      const { language } = frameOf(res);
      return {
        page: 'portal/home',
        model: {
          home: true,
          environment,
          issuer: url,
          role,
          state: stateOf(row, now),
          missing: row.kept ? missingIn(row, now) : [],
          refusal: row.kept?.refused?.reason,
          checks: checklist(facts, row, delivered).map(({ check, at }) => ({
            check,
            at: at && dateTime(at, language),
          })),
        },
      };
    },
  });
