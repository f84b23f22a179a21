import { fieldAddressProblem, mostAddresses } from '../../../domain/partners/registration-rules.js';
import type { AddressList } from '../../../store/partners/clients.js';
import type { PartnerRow } from '../../../store/partners/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';

const lists: readonly AddressList[] = ['redirectUris', 'postLogoutRedirectUris', 'returnAddresses'];

/** The lists of addresses: each is added by itself, and checked by the rules as it is typed in. */
export const addressesPage = ({ store, environment }: UiDeps) =>
  servicePage({
    path: 'addresses',
    needs: 'developer',
    changes: 'registration',
    show: (context) => view(context),
    async submit(context) {
      const { req, row, base } = context;
      const list = lists.find((one) => one === req.body.list);
      if (!list) return { to: `${base}/addresses` };
      const address = String(req.body[list] ?? '').trim();
      if (actionOf(req) === 'remove') {
        if (await store.clients.removeAddress(row._id, list, address)) {
          await record(store, context, 'service.address_removed', { list, address });
        }
        return { to: `${base}/addresses?done=removed` };
      }
      const problem = fieldAddressProblem(list, address, { httpsOnly: environment === 'live' });
      if (problem) return view(context, { list, address, problem });
      if (!(await store.clients.addAddress(row._id, list, address))) {
        return view(context, { list, address, problem: whyNot(row, list, address) });
      }
      await record(store, context, 'service.address_added', { list, address });
      return { to: `${base}/addresses?done=saved` };
    },
  });

function whyNot(row: PartnerRow, list: AddressList, address: string): string {
  if (row[list].includes(address)) return 'address_known';
  return row[list].length < mostAddresses ? 'fapi_https' : 'address_full';
}

function view({ row }: ServiceContext, wrong?: { list: AddressList; address: string; problem: string }) {
  const shown = lists.filter((list) => list !== 'returnAddresses' || row.statusApi || row.returnAddresses.length > 0);
  return {
    page: 'portal/addresses',
    form: wrong ? { values: { [wrong.list]: wrong.address }, errors: { [wrong.list]: wrong.problem } } : emptyForm,
    model: { lists: shown.map((name) => ({ name, addresses: row[name] })) },
  };
}
