import type { CaseStep } from '../../../domain/case-state.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';

/** A way on from an outcome: `number` is `details`, beginning with the NHS number. */
type WayOn = 'details' | 'number' | 'document' | 'retry';

const outcomes: readonly { path: string; step: CaseStep; ways: readonly WayOn[] }[] = [
  { path: 'no-match', step: 'details-no-match', ways: ['details', 'number', 'document'] },
  { path: 'many-matches', step: 'details-many-matches', ways: ['number', 'details', 'document'] },
  { path: 'restricted', step: 'details-restricted', ways: ['document', 'details'] },
  { path: 'invalidated', step: 'details-invalidated', ways: ['document', 'details'] },
  { path: 'details-differ', step: 'details-differ', ways: ['details', 'document'] },
  { path: 'limit-reached', step: 'details-limit', ways: ['document', 'details'] },
  { path: 'pds-unavailable', step: 'details-unavailable', ways: ['retry', 'document'] },
  { path: 'duplicate', step: 'details-duplicate', ways: ['details'] },
];

/** Why the details did not do, each in a page of its own with its own ways on. */
export function outcomePages(deps: UiDeps): Page<JourneyContext>[] {
  return outcomes.map(({ path, step, ways }) => {
    const page = `journey/${path}`;
    const shown = ({ case: state, base }: JourneyContext, errors: Readonly<Record<string, string>> = {}) => ({
      page,
      form: { values: {}, errors, nonce: state?.nonce },
      model: { ways, base },
    });
    return {
      path,
      open: (context) => context.step === step,
      show: (context) => shown(context),
      async submit(context) {
        const { req, base, case: state } = context;
        if (!answersState(context, state)) return { to: base };
        const way = ways.find((one) => one === req.body?.action);
        if (!way) return shown(context, { action: 'missing' });
        const { to } = await submitCase(deps, context, state, { action: way === 'number' ? 'details' : way });
        return { to: way === 'number' ? `${base}/postcode?change=1` : to };
      },
    };
  });
}
