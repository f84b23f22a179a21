import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { readForm, typed } from '../../http/form.js';
import type { Limits } from '../../http/limits.js';
import type { Page } from '../../http/pages.js';
import { type Brought, readExport } from '../go-live/exported.js';
import type { PersonContext } from '../person.js';
import { emptyForm, portalView } from '../view.js';
import { newServiceForm } from './form.js';

/** Registers a service: by its name, or by what was exported from another environment. */
export const newServicePage = ({ store, environment }: UiDeps, limits: Limits): Page<PersonContext> => ({
  path: 'new',
  open: () => true,
  show: (context) => portalView(context, { page: 'portal/new-service', form: emptyForm, model: { environment } }),
  async submit(context) {
    const { req, account } = context;
    const again = (errors: Record<string, string>) =>
      portalView(context, {
        page: 'portal/new-service',
        form: { values: typed(req.body, ['name', 'exported']), errors },
        model: { environment },
      });
    let filled: Brought | { name: string };
    const exported = String(req.body?.exported ?? '').trim();
    if (exported) {
      const brought = readExport(exported, environment);
      if (!brought) return again({ exported: 'not_valid' });
      filled = brought;
    } else {
      const { values, errors } = readForm(newServiceForm, req.body);
      if (errors) return again(errors);
      filled = values;
    }
    await limits.portal('service', account._id);
    const id = randomId();
    const now = new Date();
    const actor = { kind: 'person', id: account._id } as const;
    await store.audit.append({
      at: now,
      actor,
      action: 'service.created',
      serviceId: id,
      details: { environment, imported: exported !== '' },
    });
    await store.clients.register(id, environment, filled);
    await store.services.create(id, account._id, now);
    return { to: `/portal/services/${id}?done=created` };
  },
});
