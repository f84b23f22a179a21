import { addressProblem } from '../../../domain/registered-address.js';
import type { UiDeps } from '../../deps.js';
import { typed } from '../../http/form.js';
import { record, servicePage } from '../service.js';

/** All but the first may be left out. */
const fields = ['entryPage', 'initiateLoginUri', 'backchannelLogoutUri', 'frontchannelLogoutUri'] as const;

/** Where people begin, where a sign-in begins without a click, and where the partner is told that a session is over. */
export const entryPage = ({ store, environment }: UiDeps) =>
  servicePage({
    path: 'entry',
    needs: 'developer',
    changes: 'registration',
    show: ({ row }) => ({
      page: 'portal/entry',
      form: { values: Object.fromEntries(fields.map((field) => [field, row[field]])), errors: {} },
    }),
    async submit(context) {
      const values = typed(context.req.body, fields);
      const rules = { httpsOnly: environment === 'live' };
      const problems = fields.flatMap((field) => {
        const address = (values[field] ?? '').trim();
        const problem = field !== 'entryPage' && !address ? undefined : addressProblem(address, rules);
        return problem ? [[field, problem] as const] : [];
      });
      if (problems.length > 0) {
        return { page: 'portal/entry', form: { values, errors: Object.fromEntries(problems) } };
      }
      const { row, base } = context;
      const given = Object.fromEntries(fields.map((field) => [field, (values[field] ?? '').trim()]));
      const change = Object.fromEntries(fields.map((field) => [field, given[field] || undefined]));
      await store.clients.change(row._id, change);
      await record(store, context, 'service.entry_changed', given);
      return { to: `${base}/entry?done=saved` };
    },
  });
