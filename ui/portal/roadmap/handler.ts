import { roadmapStates } from '../../../domain/partners/roadmap.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import type { PersonContext } from '../person.js';
import { portalView } from '../view.js';

const ROWS = 200;

/** What may come, by how far it is; within that, what most people want first. */
export const roadmapPage = ({ store }: UiDeps): Page<PersonContext> => ({
  path: 'roadmap',
  open: () => true,
  async show(context) {
    const items = await store.roadmap.all(ROWS);
    const groups = roadmapStates.map((state) => ({
      state,
      items: items
        .filter((item) => item.state === state)
        .sort((a, b) => b.votes.length - a.votes.length)
        .map(({ _id, title, votes }) => ({ id: _id, title, votes: votes.length })),
    }));
    const model = { groups: groups.filter((group) => group.items.length > 0) };
    return portalView(context, { page: 'portal/roadmap', model });
  },
});
