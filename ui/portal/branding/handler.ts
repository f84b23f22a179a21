import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { givenFile } from '../given-text.js';
import { newServiceForm } from '../new-service/form.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { drawLogo } from './draw-logo.js';

/** What people see of a partner: its name, and its picture beside it. */
export const brandingPage = ({ store }: UiDeps) => {
  /** Those that were agreed to, or are being asked for, stay as long as they may be shown. */
  const setLogo = async (context: ServiceContext, logo: string | undefined): Promise<void> => {
    const { _id, kept } = context.row;
    await store.clients.change(_id, { logo });
    await record(store, context, 'service.logo_changed', { logo: logo ?? '' });
    const named = [logo, kept?.approved?.logo, kept?.request?.asked.logo];
    await store.logos.keepOnly(
      _id,
      named.filter((one) => one !== undefined),
    );
  };

  return servicePage({
    path: 'branding',
    needs: 'owner',
    changes: 'registration',
    upload: true,
    show: (context) => view(context),
    async submit(context) {
      const { req, row, base } = context;
      const to = `${base}/branding?done=saved`;
      if (actionOf(req) === 'remove') {
        await setLogo(context, undefined);
        return { to };
      }
      if (actionOf(req) === 'logo') {
        const file = givenFile(req);
        if (!file) return view(context, { logo: 'missing' });
        const drawn = await drawLogo(file);
        if ('problem' in drawn) return view(context, { logo: drawn.problem });
        const id = randomId();
        await store.logos.put(id, row._id, drawn.png, new Date());
        await setLogo(context, id);
        return { to };
      }
      const { values, errors } = readForm(newServiceForm, req.body);
      if (errors) return view(context, errors);
      await store.clients.change(row._id, values);
      await record(store, context, 'service.name_changed', { name: values.name });
      return { to };
    },
  });
};

function view({ row, req }: ServiceContext, errors: Record<string, string> = {}) {
  const values = 'name' in errors ? typed(req.body, ['name']) : { name: row.name };
  return { page: 'portal/branding', form: { values, errors }, model: { logo: row.logo } };
}
