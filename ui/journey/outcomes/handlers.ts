import type { CaseState, CaseStep } from '../../../domain/verification/case-state.js';
import type { UiDeps } from '../../deps.js';
import type { Page } from '../../http/pages.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';
import { readDraft, saveDraft } from '../details/draft.js';
import { type WayOn, wayBack } from './ways-on.js';

const outcomes: readonly { path: string; step: CaseStep; ways: readonly WayOn[] }[] = [
  { path: 'no-match', step: 'details-no-match', ways: ['details', 'number', 'document'] },
  { path: 'many-matches', step: 'details-many-matches', ways: ['contact', 'number', 'details', 'document'] },
  { path: 'restricted', step: 'details-restricted', ways: ['document', 'details'] },
  { path: 'invalidated', step: 'details-invalidated', ways: ['document', 'details'] },
  { path: 'details-differ', step: 'details-differ', ways: ['details', 'document'] },
  { path: 'limit-reached', step: 'details-limit', ways: ['document', 'details'] },
  { path: 'pds-unavailable', step: 'details-unavailable', ways: ['retry', 'document'] },
  { path: 'duplicate', step: 'details-duplicate', ways: ['details'] },
];

/** Why the details did not do, each in a page of its own with its own ways on. */
export function outcomePages(deps: UiDeps): Page<JourneyContext>[] {
  return outcomes.map(({ path, step, ways: usual }) => {
    const page = `journey/${path}`;
    const shown = ({ case: state, base }: JourneyContext, errors: Readonly<Record<string, string>> = {}) => ({
      page,
      form: { values: {}, errors, nonce: state?.nonce },
      model: { ways: waysOf(usual, state), look: state?.look, base },
    });
    return {
      path,
      open: (context) => context.step === step,
      show: (context) => shown(context),
      async submit(context) {
        const { req, res, base, journey, case: state } = context;
        if (!answersState(context, state)) return { to: base };
        const way = waysOf(usual, state).find((one) => one === req.body?.action);
        if (!way) return shown(context, { action: 'missing' });
        if (way === 'document' || way === 'retry') return submitCase(deps, context, state, { action: way });
        const { page: question, draft } = wayBack[way];
        if (draft) {
          const { saved } = await readDraft(deps, state, journey, res);
          await saveDraft(deps, state, saved, draft);
        }
        const { to } = await submitCase(deps, context, state, { action: 'details' });
        return { to: question ? `${base}/${question}` : to };
      },
    };
  });
}

/** Where one detail alone stands in the way, changing that one comes first. */
function waysOf(usual: readonly WayOn[], state: CaseState | undefined): readonly WayOn[] {
  const { look } = state ?? {};
  if (!look) return usual;
  if (look === 'nhs-number') return [look, 'without-number', ...usual.filter((way) => way !== 'number')];
  // The page of the postcode asks for the number, too.
  return [look, ...usual.filter((way) => look !== 'postcode' || way !== 'number')];
}
