import { addressProblem } from '../../../domain/registered-address.js';
import type { UiDeps } from '../../deps.js';
import { typed } from '../../http/form.js';
import { record, servicePage } from '../service.js';

const fields = ['entryPage', 'initiateLoginUri'] as const;

/** Where people begin, and where a sign-in begins without a click. */
export const entryPage = ({ store, environment }: UiDeps) =>
  servicePage({
    path: 'entry',
    needs: 'developer',
    changes: 'registration',
    show: ({ row: { entryPage, initiateLoginUri } }) => ({
      page: 'portal/entry',
      form: { values: { entryPage, initiateLoginUri }, errors: {} },
    }),
    async submit(context) {
      const values = typed(context.req.body, fields);
      const rules = { httpsOnly: environment === 'live' };
      const problems = fields.flatMap((field) => {
        const address = (values[field] ?? '').trim();
        const problem = field === 'initiateLoginUri' && !address ? undefined : addressProblem(address, rules);
        return problem ? [[field, problem] as const] : [];
      });
      if (problems.length > 0) {
        return { page: 'portal/entry', form: { values, errors: Object.fromEntries(problems) } };
      }
      const [entryPage = '', initiateLoginUri = ''] = fields.map((field) => values[field]?.trim());
      const { row, base } = context;
      await store.clients.change(row._id, { entryPage, initiateLoginUri: initiateLoginUri || undefined });
      await record(store, context, 'service.entry_changed', { entryPage, initiateLoginUri });
      return { to: `${base}/entry?done=saved` };
    },
  });
