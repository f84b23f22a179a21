import { checkingSteps } from '../../../domain/verification/case-state.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import { attachCase } from '../attach-case.js';
import type { JourneyContext } from '../context.js';
import { inReviewPage } from '../in-review/handler.js';
import { plainPage } from '../plain-page.js';

/** Pages on which there is nothing to fill in: something is being checked, or is over. */
export function endPages(deps: UiDeps): Page<JourneyContext>[] {
  return [
    plainPage('checking', checkingSteps),
    inReviewPage(deps),
    plainPage('deceased', ['details-deceased']),
    plainPage('too-young', ['too-young']),
    plainPage('return', ['return', 'verified']),
    plainPage('journey-expired', ['journey-expired']),
    againPage(deps, 'declined'),
    againPage(deps, 'expired'),
    cancelledPage(deps),
  ];
}

/** A case that is over without the level: a new one may begin. */
function againPage(deps: UiDeps, path: 'declined' | 'expired'): Page<JourneyContext> {
  return {
    ...plainPage(path, [path]),
    async submit(context) {
      const { journey, account, base } = context;
      await attachCase(deps, journey, account, context);
      return { to: base };
    },
  };
}

function cancelledPage({ store }: UiDeps): Page<JourneyContext> {
  return {
    ...plainPage('cancelled', ['cancelled']),
    show: ({ journey }) => ({ page: 'journey/cancelled', model: { byPartner: journey.cancelledBy === 'partner' } }),
    async submit({ journey, base }) {
      await store.journeys.reopen(journey._id, new Date());
      return { to: base };
    },
  };
}
