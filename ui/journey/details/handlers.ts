import { formatNhsNumber } from '../../../domain/person/nhs-number.js';
import { isNorthernIreland } from '../../../domain/person/postcode.js';
import type { CaseState } from '../../../domain/verification/case-state.js';
import type { UiDeps } from '../../deps.js';
import { typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Answer, Page } from '../../http/pages.js';
import { plainDate } from '../../words/times.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';
import { forgetUnsaved, readDraft, saveDraft } from './draft.js';
import { detailsOf, firstOpen, type Question, questions } from './questions.js';

type WithCase = JourneyContext & { case: CaseState };

const today = () => new Date().toISOString().slice(0, 10);
const atDetails = ({ step, case: state }: JourneyContext) => step === 'details' && state !== undefined;

/** The pages up to "check your details": drafts are kept at each, one submission ends them. */
export function detailsPages(deps: UiDeps): Page<JourneyContext>[] {
  return [...questions.map((question) => questionPage(deps, question)), niPage(deps), checkPage(deps)];
}

function questionPage(deps: UiDeps, question: Question): Page<JourneyContext> {
  const { path, fields } = question;
  const page = `journey/${path}`;
  const frameBack = ({ res, base, req }: JourneyContext) => {
    if (req.query.change === '1' && path !== 'details') frameOf(res).back = `${base}/check`;
    else if (path !== 'details') frameOf(res).back = `${base}/details?change=1`;
  };
  return {
    path,
    open: atDetails,
    async show(context) {
      const { saved, unsaved } = await readDraft(deps, (context as WithCase).case, context.journey, context.res);
      // Where the details begin: whoever has answered before goes on with the first page that is not answered.
      const begun = Object.keys(saved).length > 0 && Object.keys(unsaved).length === 0;
      if (path === 'details' && begun && context.req.query.change !== '1') {
        return { to: `${context.base}/${firstOpen(saved, today())?.path ?? 'check'}` };
      }
      frameBack(context);
      const values = typed({ ...saved, ...unsaved }, fields);
      return { page, form: { values, errors: {} }, model: { base: context.base } };
    },
    async submit(context): Promise<Answer> {
      const { req, res, base, journey } = context;
      const state = (context as WithCase).case;
      const { saved, unsaved } = await readDraft(deps, state, journey, res);
      const values = typed(req.body, fields);
      const errors = question.check({ ...saved, ...values }, today());
      if (Object.keys(errors).length > 0) {
        frameBack(context);
        return { page, form: { values, errors }, model: { base } };
      }
      await saveDraft(deps, state, saved, values);
      if (Object.keys(unsaved).length > 0) await forgetUnsaved(deps, journey, res);
      if (values.postcode && isNorthernIreland(values.postcode)) return { to: `${base}/northern-ireland` };
      const next = firstOpen({ ...saved, ...values }, today());
      return { to: `${base}/${next?.path ?? 'check'}` };
    },
  };
}

/** PDS holds no patients of Northern Ireland: told before anything is sent. */
function niPage(deps: UiDeps): Page<JourneyContext> {
  return {
    path: 'northern-ireland',
    open: atDetails,
    async show({ base, journey, res, case: state }) {
      const { saved } = await readDraft(deps, state as CaseState, journey, res);
      if (!isNorthernIreland(saved.postcode ?? '')) return { to: `${base}/check` };
      return { page: 'journey/northern-ireland', model: { base } };
    },
  };
}

/** Everything once more, and the one submission. */
function checkPage(deps: UiDeps): Page<JourneyContext> {
  return {
    path: 'check',
    open: atDetails,
    async show({ res, base, journey, case: state }) {
      const { saved } = await readDraft(deps, state as CaseState, journey, res);
      const details = detailsOf(saved, today());
      const missing = firstOpen(saved, today());
      if (missing || !details) return { to: `${base}/${missing?.path ?? 'details'}` };
      if (isNorthernIreland(details.postcode)) return { to: `${base}/northern-ireland` };
      frameOf(res).back = `${base}/postcode?change=1`;
      const nhsNumber = details.nhsNumber ? formatNhsNumber(details.nhsNumber) : undefined;
      const form = { values: {}, errors: {}, nonce: state?.nonce };
      return {
        page: 'journey/check',
        form,
        model: {
          base,
          details,
          nhsNumber,
          birthDate: plainDate(details.birthDate, frameOf(res).language),
          reasons: state?.reasons,
        },
      };
    },
    async submit(context) {
      const { res, base, journey, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const { saved } = await readDraft(deps, state, journey, res);
      const details = detailsOf(saved, today());
      if (!details || isNorthernIreland(details.postcode)) return { to: `${base}/check` };
      const { to } = await submitCase(deps, context, state, { action: 'continue', values: details });
      return { to };
    },
  };
}
