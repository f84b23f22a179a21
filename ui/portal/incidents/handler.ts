import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { UiDeps } from '../../deps.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Limits } from '../../http/limits.js';
import { dateTime } from '../../words/times.js';
import { runDropOffWatch } from '../../workflows/drop-off-watch.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';
import { reportedSteps, reportForm } from './form.js';
import { shownIncident } from './shown.js';

const ROWS = 50;

/** What is or was odd at the service’s journeys, linkage keys that were got and rejected again and again, and a form to say what one sees oneself. */
export const incidentsPage = ({ store, temporal, log }: UiDeps, limits: Limits) => {
  const view = async ({ row, res }: ServiceContext, form = emptyForm) => {
    const { language } = frameOf(res);
    const [found, loops] = await Promise.all([
      store.incidents.ofPartner(row._id, ROWS),
      store.audit.ofServiceKind(row._id, 'linkage.loop', ROWS),
    ]);
    const incidents = found.map((one) => shownIncident(one, language, store));
    const shownLoops = loops.map(({ at, accountId: sub, details }) => ({
      ...{ at: dateTime(at, language), sub, by: details?.rejectedBy },
    }));
    const model = { incidents, loops: shownLoops, steps: ['unknown', ...reportedSteps] };
    return { page: 'portal/incidents', form, model };
  };
  return servicePage({
    path: 'incidents',
    needs: 'viewer',
    show: (context) => view(context),
    async submit(context) {
      const { req, row, account, base } = context;
      const { values, errors } = readForm(reportForm, req.body);
      const again = (wrong: FieldErrors) => view(context, { values: typed(req.body, ['step', 'text']), errors: wrong });
      if (errors) return again(errors);
      await limits.portal('report', account._id);
      const { step, text } = values;
      const where = { partnerId: row._id, ...(step !== 'unknown' && { step }) };
      const joined = await store.incidents.report(where, { id: randomId(), by: account._id, text }, new Date());
      if (!joined) return again({ text: 'too_many' });
      await record(store, context, 'service.incident_reported', { step });
      void runDropOffWatch(temporal, log);
      return { to: `${base}/incidents?done=reported` };
    },
  });
};
