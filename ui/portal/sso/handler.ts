import type { Store } from '../../../store/database.js';
import type { PartnerRow } from '../../../store/partners/working-partner.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, named } from '../../http/form.js';
import type { Answer } from '../../http/pages.js';
import type { FormView } from '../../http/render.js';
import { record, type ServiceContext, servicePage } from '../service.js';
import { textIn } from '../settings-page.js';
import { emptyForm } from '../view.js';

/** Which services may send their people to which without a second sign-in (`asserted_login_identity`). Both sides agree; either may end it. */
export const ssoPage = ({ store }: UiDeps) =>
  servicePage({
    path: 'sso',
    needs: 'owner',
    show: (context) => view(store, context),
    async submit(context) {
      const act = named(acts, actionOf(context.req));
      const answer = act && (await act(store, context));
      if (answer && 'wrong' in answer) return view(store, context, answer.wrong);
      return answer ?? { to: `${context.base}/sso` };
    },
  });

type Act = (store: Store, context: ServiceContext) => Promise<Answer | { wrong: FormView }>;

/** Asks the service whose client id was typed. @param side which of the two the asking one would be */
const ask =
  (side: 'from' | 'to'): Act =>
  async (store, context) => {
    const { req, row, base } = context;
    const field = side === 'to' ? 'from' : 'to';
    const other = textIn(req.body[field]) ?? '';
    const pair = side === 'to' ? { from: other, to: row._id } : { from: row._id, to: other };
    const problem = await problemOf(store, pair, other);
    if (problem) return { wrong: { values: { [field]: other.slice(0, 100) }, errors: { [field]: problem } } };
    await store.ssoRequests.ask({ ...pair, by: side, at: new Date() });
    await note(store, context, 'service.sso_asked', pair);
    return { to: `${base}/sso?done=asked` };
  };

const acts: Record<string, Act> = {
  'ask-from': ask('to'),
  'ask-to': ask('from'),

  async agree(store, context) {
    const { req, row, base } = context;
    const request = await store.ssoRequests.take(String(req.body.id ?? ''), row._id);
    if (!request) return { to: `${base}/sso` };
    if (!(await store.clients.addSource(request.to, request.from))) return { to: `${base}/sso?done=sso_full` };
    await note(store, context, 'service.sso_agreed', request);
    return { to: `${base}/sso?done=saved` };
  },

  async drop(store, context) {
    const { req, row, base } = context;
    const id = String(req.body.id ?? '');
    const [from = '', to = ''] = id.split(' ');
    if (await store.ssoRequests.drop(id, row._id)) await note(store, context, 'service.sso_dropped', { from, to });
    return { to: `${base}/sso?done=removed` };
  },

  async end(store, context) {
    const { req, row, base } = context;
    const pair = { from: String(req.body.from ?? ''), to: String(req.body.to ?? '') };
    if (pair.from !== row._id && pair.to !== row._id) return undefined;
    if (await store.clients.removeSource(pair.to, pair.from)) await note(store, context, 'service.sso_ended', pair);
    return { to: `${base}/sso?done=removed` };
  },
};

async function problemOf(store: Store, pair: { from: string; to: string }, other: string) {
  if (other === '') return 'missing';
  if (pair.from === pair.to) return 'sso_self';
  const rows = await store.clients.registrations([pair.from, pair.to]);
  const there = rows.find(({ _id }) => _id === other);
  if (!there || there.kept?.closedAt) return 'unknown';
  const receiving = rows.find(({ _id }) => _id === pair.to);
  if (receiving?.ssoFrom?.includes(pair.from)) return 'known';
  return receiving?.kept ? undefined : 'operator';
}

/** Both services read it among their changes. */
async function note(
  store: Store,
  { account }: ServiceContext,
  action: `service.${string}`,
  { from, to }: { from: string; to: string },
): Promise<void> {
  for (const _id of [from, to]) await record(store, { account, service: { _id } }, action, { from, to });
}

async function view(store: Store, { row, may }: ServiceContext, form: FormView = emptyForm) {
  const [requests, taking] = await Promise.all([store.ssoRequests.of(row._id), store.clients.takingFrom(row._id)]);
  const others = [...(row.ssoFrom ?? []), ...requests.flatMap(({ from, to }) => [from, to])];
  const names = new Map((await store.clients.registrations(others)).map((one) => [one._id, one]));
  const shown = (id: string, one: PartnerRow | undefined = names.get(id)) => ({ id, name: one?.name });
  const asked = requests.map(({ _id, from, to, by }) => {
    const other = from === row._id ? to : from;
    const own = (by === 'from' ? from : to) === row._id;
    // Who was asked is named by its id only until it has agreed.
    const { name, entryPage } = own ? {} : (names.get(other) ?? {});
    return { id: _id, other, name, entryPage, own, coming: to === row._id };
  });
  return {
    page: 'portal/sso',
    form,
    model: {
      incoming: (row.ssoFrom ?? []).map((id) => shown(id)),
      outgoing: taking.map((one) => ({ ...shown(one._id, one), operator: !one.kept })),
      asked,
      me: row._id,
      owner: may('owner'),
      approved: row.kept?.approved?.ssoFrom ?? [],
    },
  };
}
