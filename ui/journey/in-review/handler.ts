import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { JourneyContext } from '../context.js';
import { plain } from '../ends/handlers.js';

/** A caseworker looks at the case: how long that takes, as admins set it, or what they say of it now. */
export function inReviewPage({ store }: Pick<UiDeps, 'store'>): Page<JourneyContext> {
  return {
    ...plain('in-review', ['in-review']),
    async show({ res }) {
      const { hours, message } = (await store.serviceSettings.read('review-time')).value;
      return { page: 'journey/in-review', model: { hours, message: message?.[frameOf(res).language] } };
    },
  };
}
