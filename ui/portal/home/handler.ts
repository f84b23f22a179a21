import { checklist } from '../../../domain/partners/conformance.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { servicePage } from '../service.js';
import { stateOf } from './state.js';

/** The service's other pages, by what they are for. Those of trying out are in a sandbox only. */
export const servicePages = (environment: 'sandbox' | 'live') => [
  { name: 'needed', pages: ['addresses', 'entry', 'keys', 'access', 'branding', 'sign-out'] },
  {
    name: 'finer',
    pages: ['default-vectors', 'tokens', 'protection', 'letters', 'sso', 'settings-link', 'delegated-access'],
  },
  {
    name: 'running',
    pages: [
      ...(environment === 'sandbox' ? ['testing'] : []),
      'statistics',
      'incidents',
      'webhooks',
      'requests',
      'history',
    ],
  },
  { name: 'people', pages: ['people', 'go-live', 'close'] },
];

/** A service at a glance: whether it works, what is missing, and where everything is. */
export const homePage = ({ store, url }: UiDeps) =>
  servicePage({
    path: '',
    needs: 'viewer',
    async show({ row, role, res, environment }) {
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
          groups: servicePages(environment),
          issuer: url,
          role,
          state: stateOf(row, now),
          refusal: row.kept?.refused?.reason,
          checks: checklist(facts, row, delivered).map(({ check, at }) => ({
            check,
            at: at && dateTime(at, language),
          })),
        },
      };
    },
  });
