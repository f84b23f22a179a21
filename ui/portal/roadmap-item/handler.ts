import { randomId } from '../../../platform/random-id.js';
import type { RoadmapItem } from '../../../store/partners/roadmap.js';
import type { UiDeps } from '../../deps.js';
import { actionOf, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import { renderProblem } from '../../http/problem.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { drawMarkdown } from '../markdown.js';
import type { PersonContext } from '../person.js';
import { emptyForm, portalView } from '../view.js';

const longestComment = 2_000;

/** One thing that may come. Whoever looks after a service may want it, and say something of it, once or more. */
export const roadmapItemPage = ({ store }: UiDeps): Page<PersonContext> => {
  const itemOf = async ({ req, res }: PersonContext): Promise<RoadmapItem | undefined> => {
    const item = await store.roadmap.byId(String(req.params.item));
    if (!item) renderProblem(res, 'not-found');
    return item ?? undefined;
  };

  const view = async (context: PersonContext, item: RoadmapItem, form: FormView = emptyForm) => {
    const { account, res } = context;
    const { title, text, state, votes } = item;
    const seen = item.comments.filter(({ hidden }) => !hidden);
    const names = await store.clients.registrations([...new Set(seen.map(({ serviceId }) => serviceId))]);
    const comments = seen.map(({ id, accountId, serviceId, text, at }) => ({
      ...{ id, text, at: dateTime(at, frameOf(res).language), own: accountId === account._id },
      service: names.find(({ _id }) => _id === serviceId)?.name,
    }));
    const wants = votes.includes(account._id);
    const speaks = (await store.services.ofAccount(account._id, 1)).length > 0;
    const model = { item: { title, state, votes: votes.length, html: drawMarkdown(text) }, wants, speaks, comments };
    return portalView(context, { page: 'portal/roadmap-item', form, model });
  };

  return {
    path: 'roadmap/:item',
    open: () => true,
    async show(context) {
      const item = await itemOf(context);
      return item && view(context, item);
    },
    async submit(context) {
      const { req, account } = context;
      const item = await itemOf(context);
      if (!item) return undefined;
      const to = `/portal/roadmap/${item._id}`;
      const [service] = await store.services.ofAccount(account._id, 1);
      if (!service) return { to };
      const action = actionOf(req);
      const note = (what: string) => {
        const actor = { kind: 'person', id: account._id } as const;
        return store.audit.append({ at: new Date(), actor, action: what, details: { item: item._id } });
      };
      if (action === 'vote' || action === 'unvote') {
        await store.roadmap.vote(item._id, account._id, action === 'vote');
        await note(action === 'vote' ? 'roadmap.voted' : 'roadmap.vote_taken_back');
        return { to };
      }
      if (action === 'take-back') {
        await store.roadmap.removeComment(item._id, String(req.body.id ?? ''), account._id);
        await note('roadmap.comment_taken_back');
        return { to: `${to}?done=removed` };
      }
      const text = String(req.body.comment ?? '').trim();
      const problem = text === '' ? 'missing' : text.length > longestComment ? 'too_long' : undefined;
      const wrong = (code: string) =>
        view(context, item, { values: typed(req.body, ['comment']), errors: { comment: code } });
      if (problem) return wrong(problem);
      const said = { id: randomId(), accountId: account._id, serviceId: service._id, text, at: new Date() };
      if (!(await store.roadmap.comment(item._id, said))) return wrong('too_many');
      await note('roadmap.commented');
      return { to: `${to}?done=saved` };
    },
  };
};
