import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { JourneyContext } from '../context.js';
import { plainPage } from '../plain-page.js';
import { reviewTimeText } from '../review-time.js';

/** A caseworker looks at the case: how long that takes, as admins set it, or what they say of it now. */
export function inReviewPage({ store }: Pick<UiDeps, 'store'>): Page<JourneyContext> {
  return {
    ...plainPage('in-review', ['in-review']),
    async show({ res }) {
      return { page: 'journey/in-review', model: { time: await reviewTimeText(store, frameOf(res).language) } };
    },
  };
}
