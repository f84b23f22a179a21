import type { Step } from '../../../domain/journey/steps.js';
import { checkingSteps } from '../../../domain/verification/case-state.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import { attachCase } from '../attach-case.js';
import type { JourneyContext } from '../context.js';
import { inReviewPage } from '../in-review/handler.js';

/** Pages on which there is nothing to fill in: something is being checked, or is over. */
export function endPages(deps: UiDeps): Page<JourneyContext>[] {
  return [
    plain('checking', checkingSteps),
    inReviewPage(deps),
    plain('deceased', ['details-deceased']),
    plain('too-young', ['too-young']),
    plain('return', ['return', 'verified']),
    plain('journey-expired', ['journey-expired']),
    againPage(deps, 'declined'),
    againPage(deps, 'expired'),
    cancelledPage(deps),
  ];
}

/** A page that is there to be read, at these steps. */
export function plain(path: string, at: readonly Step[]): Page<JourneyContext> {
  return {
    path,
    open: ({ step }) => at.includes(step),
    show: ({ base, journey, account, case: state, step }) => ({
      page: `journey/${path}`,
      model: { base, step, wanted: journey.wanted, level: account.level, reasons: state?.reasons ?? [] },
    }),
  };
}

/** A case that is over without the level: a new one may begin. */
function againPage(deps: UiDeps, path: 'declined' | 'expired'): Page<JourneyContext> {
  return {
    ...plain(path, [path]),
    async submit(context) {
      const { journey, account, base } = context;
      await attachCase(deps, journey, account, context);
      return { to: base };
    },
  };
}

function cancelledPage({ store }: UiDeps): Page<JourneyContext> {
  return {
    ...plain('cancelled', ['cancelled']),
    show: ({ journey }) => ({ page: 'journey/cancelled', model: { byPartner: journey.cancelledBy === 'partner' } }),
    async submit({ journey, base }) {
      await store.journeys.reopen(journey._id, new Date());
      return { to: base };
    },
  };
}
