import { randomId } from '../../../platform/random-id.js';
import type { Partner } from '../../../store/partners/partners.js';
import type { UiDeps } from '../../deps.js';
import { readForm, typed } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import { givenText } from '../given-text.js';
import { readExport } from '../go-live/exported.js';
import type { PersonContext } from '../person.js';
import { record } from '../service.js';
import { emptyForm, portalView } from '../view.js';
import { newServiceForm } from './form.js';

/** Registers a service: by its name, or by what was exported from another environment. */
export const newServicePage = ({ store, environment, algorithms }: UiDeps, limits: Limits): Page<PersonContext> => ({
  path: 'new',
  open: () => true,
  upload: true,
  show: (context) => portalView(context, { page: 'portal/new-service', form: emptyForm }),
  async submit(context) {
    const { req, account } = context;
    const again = (errors: Record<string, string>) =>
      portalView(context, {
        page: 'portal/new-service',
        form: { values: typed(req.body, ['name', 'exported']), errors },
      });
    const id = randomId();
    let filled: Partial<Partner> & { name: string };
    let left: string[] = [];
    const exported = givenText(req, 'exported');
    if (exported) {
      const brought = readExport(exported, id, { algorithms, httpsOnly: environment === 'live' });
      if (!brought) return again({ exported: 'not_valid' });
      filled = brought.settings;
      left = [...new Set(brought.left.map(({ fields: [field] }) => field))];
    } else {
      const { values, errors } = readForm(newServiceForm, req.body);
      if (errors) return again(errors);
      filled = values;
    }
    await limits.portal('service', account._id);
    const details = { environment, imported: exported !== '', left };
    await record(store, { account, service: { _id: id } }, 'service.created', details);
    await store.clients.register(id, environment, filled);
    await store.services.create(id, account._id, new Date());
    return { to: `/portal/services/${id}?done=${left.length > 0 ? 'brought_partly' : 'created'}` };
  },
});
