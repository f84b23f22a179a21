import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import { stateOf } from '../home/state.js';
import type { PersonContext } from '../person.js';
import { record } from '../service.js';
import { portalView } from '../view.js';

/** A person's services, and those they are invited to. An invitation is for whoever signs in with its address. */
export const servicesPage = ({ store }: UiDeps): Page<PersonContext> => ({
  path: '',
  open: () => true,
  async show(context) {
    const { account } = context;
    const now = new Date();
    const [mine, inviting] = await Promise.all([
      store.services.ofAccount(account._id),
      store.services.inviting(account.emailKey, now),
    ]);
    const rows = await store.clients.registrations([...mine, ...inviting].map(({ _id }) => _id));
    const rowOf = (id: string) => rows.find(({ _id }) => _id === id);
    const services = mine.flatMap(({ _id, members }) => {
      const row = rowOf(_id);
      const role = members.find(({ accountId }) => accountId === account._id)?.role;
      return row ? [{ id: _id, name: row.name, role, state: stateOf(row, now) }] : [];
    });
    const invitations = inviting.flatMap(({ _id, invitations }) => {
      const role = invitations.find(({ emailKey }) => emailKey === account.emailKey)?.role;
      return [{ id: _id, name: rowOf(_id)?.name ?? _id, role }];
    });
    const { email } = store.accounts.contacts(account);
    return portalView(context, { page: 'portal/services', model: { services, invitations, email } });
  },
  async submit({ req, account }) {
    const id = String(req.body.service ?? '');
    if (actionOf(req) === 'decline') {
      await store.services.decline(id, account.emailKey);
      return { to: '/portal?done=declined' };
    }
    const role = await store.services.accept(id, { accountId: account._id, emailKey: account.emailKey }, new Date());
    if (!role) return { to: '/portal' };
    await record(store, { account, service: { _id: id } }, 'service.joined', { role });
    return { to: `/portal/services/${id}?done=joined` };
  },
});
