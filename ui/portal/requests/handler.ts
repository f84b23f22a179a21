import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { exactTime } from '../../words/times.js';
import { servicePage } from '../service.js';

/** What became of the service's last requests. */
export const requestsPage = ({ store }: UiDeps) =>
  servicePage({
    path: 'requests',
    needs: 'viewer',
    async show({ row, res }) {
      const { requests } = await store.partnerActivity.of(row._id);
      const { language } = frameOf(res);
      return {
        page: 'portal/requests',
        model: { requests: requests.map((one) => ({ ...one, at: exactTime(one.at, language) })) },
      };
    },
  });
