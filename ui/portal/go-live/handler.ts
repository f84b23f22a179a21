import { randomId } from '../../../platform/random-id.js';
import { missingIn, takesAgreement } from '../../../store/partners/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Answer } from '../../http/pages.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { changeRegistration } from '../change.js';
import { givenText } from '../given-text.js';
import { stateOf } from '../home/state.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { emptyForm } from '../view.js';
import { changeTo, readExport } from './exported.js';

const longestNote = 2_000;

/** Going live: in a sandbox a file to take along, in the live environment a request that an admin answers. */
export const goLivePage = (deps: UiDeps) => {
  const { store, environment } = deps;
  return servicePage({
    path: 'go-live',
    needs: 'owner',
    changes: 'registration',
    upload: true,
    show: (context) => view(context),
    async submit(context) {
      const { req, row, base, account } = context;
      const to = `${base}/go-live`;
      if (actionOf(req) === 'withdraw') {
        await store.clients.withdrawRequest(row._id);
        await record(store, context, 'service.go_live_withdrawn');
        return { to: `${to}?done=saved` };
      }
      if (actionOf(req) === 'bring') return bring(deps, context);
      const now = new Date();
      const note = String(req.body.note ?? '').trim();
      if (note.length > longestNote) {
        return view(context, { values: { note: note.slice(0, longestNote) }, errors: { note: 'too_long' } });
      }
      if (environment !== 'live' || missingIn(row, now).length > 0) return { to };
      const asked = takesAgreement(row);
      await store.clients.requestGoLive(row._id, { id: randomId(), at: now, by: account._id, note, asked });
      await record(store, context, 'service.go_live_requested', { scopes: asked.scopes, vectors: asked.vectors });
      return { to: `${to}?done=requested` };
    },
  });
};

/** Takes over the settings of an exported service: what was tried out meanwhile comes after, too. */
async function bring(deps: UiDeps, context: ServiceContext): Promise<Answer> {
  const { req, row, base } = context;
  const { algorithms, environment } = deps;
  const text = givenText(req, 'exported');
  const wrong = (code: string) => view(context, { values: typed(req.body, ['exported']), errors: { exported: code } });
  if (!text) return wrong('missing');
  const brought = readExport(text, row._id, { algorithms, httpsOnly: environment === 'live' });
  if (!brought) return wrong('not_valid');
  const errors = await changeRegistration(deps, context, changeTo(brought.settings), 'service.settings_brought');
  // Of what does not go with what is here (its keys) the first is told.
  const [code] = Object.values(errors ?? {});
  if (code) return wrong(code);
  return { to: `${base}/go-live?done=${brought.left.length > 0 ? 'brought_partly' : 'brought'}` };
}

function view({ row, res }: ServiceContext, form: FormView = emptyForm) {
  const now = new Date();
  const { kept } = row;
  const { language } = frameOf(res);
  return {
    page: 'portal/go-live',
    form,
    model: {
      state: stateOf(row, now),
      asked: takesAgreement(row),
      waiting: kept?.request && { ...kept.request.asked, since: dateTime(kept.request.at, language) },
      approved: kept?.approved && { ...kept.approved, since: dateTime(kept.approved.at, language) },
      refusal: kept?.refused?.reason,
    },
  };
}
