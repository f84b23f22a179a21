import { randomId } from '../../../platform/random-id.js';
import { type Approved, missingIn, type PartnerRow } from '../../../store/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { stateOf } from '../home/state.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';

const longestNote = 2_000;

/** Going live: in a sandbox a file to take along, in the live environment a request that an admin answers. */
export const goLivePage = ({ store, environment }: UiDeps) =>
  servicePage({
    path: 'go-live',
    needs: 'owner',
    changes: 'registration',
    show: (context) => view(context),
    async submit(context) {
      const { req, row, base, account } = context;
      const to = `${base}/go-live`;
      if (actionOf(req) === 'withdraw') {
        await store.clients.withdrawRequest(row._id);
        await record(store, context, 'service.go_live_withdrawn');
        return { to: `${to}?done=saved` };
      }
      const now = new Date();
      const note = String(req.body.note ?? '').trim();
      if (note.length > longestNote) {
        return view(context, { values: { note: note.slice(0, longestNote) }, errors: { note: 'too_long' } });
      }
      if (environment !== 'live' || missingIn(row, now).length > 0) return { to };
      const asked = askedIn(row);
      await store.clients.requestGoLive(row._id, { id: randomId(), at: now, by: account._id, note, asked });
      await record(store, context, 'service.go_live_requested', { scopes: asked.scopes, vectors: asked.vectors });
      return { to: `${to}?done=requested` };
    },
  });

/** What an admin is asked to agree to. */
function askedIn({ name, scopes, vectors, statusApi, logo }: PartnerRow): Approved {
  return { name, scopes, vectors, statusApi, ...(logo ? { logo } : {}) };
}

function view({ row, res }: ServiceContext, form: FormView = emptyForm) {
  const now = new Date();
  const { kept } = row;
  const { language } = frameOf(res);
  return {
    page: 'portal/go-live',
    form,
    model: {
      environment: kept?.environment,
      state: stateOf(row, now),
      asked: askedIn(row),
      waiting: kept?.request && { ...kept.request.asked, since: dateTime(kept.request.at, language) },
      approved: kept?.approved && { ...kept.approved, since: dateTime(kept.approved.at, language) },
      refusal: kept?.refused?.reason,
    },
  };
}
