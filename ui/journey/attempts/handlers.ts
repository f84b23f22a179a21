import { waysOffered } from '../../../domain/verification/after-attempts.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { PageView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';
import { otherWaysPage } from '../other-ways/handler.js';
import { reviewTimeText } from '../review-time.js';

/** All attempts at a capture were used: the person chooses how to go on. None of these pages is a dead end. */
export function attemptsPages(deps: UiDeps): Page<JourneyContext>[] {
  return [attemptsPage(deps, 'document-attempts'), attemptsPage(deps, 'face-attempts'), otherWaysPage];
}

function attemptsPage(deps: UiDeps, path: 'document-attempts' | 'face-attempts'): Page<JourneyContext> {
  const waysOf = ({ case: state }: JourneyContext) => (state ? waysOffered(state, Date.now()) : []);
  const shown = async (context: JourneyContext, errors: Readonly<Record<string, string>> = {}): Promise<PageView> => {
    const { res, case: state } = context;
    const { reasons = [], anotherFrom = 0 } = state ?? {};
    const again = anotherFrom > Date.now() && dateTime(new Date(anotherFrom), frameOf(res).language);
    const time = await reviewTimeText(deps.store, frameOf(res).language);
    const model = { ways: waysOf(context), reasons, time, ...(again ? { again } : {}) };
    return { page: `journey/${path}`, form: { values: {}, errors, nonce: state?.nonce }, model };
  };

  return {
    path,
    open: ({ step }) => step === path,
    show: (context) => shown(context),
    async submit(context) {
      const { req, base, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const way = waysOf(context).find((one) => one === req.body?.action);
      if (!way) return shown(context, { action: 'missing' });
      if (way === 'other') return { to: `${base}/other-ways` };
      const { to } = await submitCase(deps, context, state, { action: way });
      return { to };
    },
  };
}
