import type { Step } from '../../domain/journey/steps.js';
import type { Page } from '../http/pages.js';
import type { JourneyContext } from './context.js';

/** A page that is there to be read, at these steps. */
export function plainPage(path: string, at: readonly Step[]): Page<JourneyContext> {
  return {
    path,
    open: ({ step }) => at.includes(step),
    show: ({ base, account, case: state, step }) => ({
      page: `journey/${path}`,
      model: { base, step, level: account.level, reasons: state?.reasons ?? [] },
    }),
  };
}
