import type { UiDeps } from '../../deps.js';
import { record, servicePage } from '../service.js';

/** Ends a service for good: nobody can sign in to it from then on. */
export const closePage = ({ store }: UiDeps) =>
  servicePage({
    path: 'close',
    needs: 'owner',
    changes: 'registration',
    show: () => ({ page: 'portal/close' }),
    async submit(context) {
      const { req, row, base } = context;
      // The name itself confirms it: nobody types that by accident.
      if (String(req.body.name ?? '').trim() !== row.name) {
        return { page: 'portal/close', form: { values: {}, errors: { name: 'differs' } } };
      }
      await store.clients.close(row._id, new Date());
      await record(store, context, 'service.closed');
      return { to: `${base}?done=closed` };
    },
  });
