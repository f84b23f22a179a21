import type { FieldErrors } from '../../domain/journey/field-errors.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import type { UiDeps } from '../deps.js';
import type { Page } from '../http/pages.js';
import type { PageView } from '../http/render.js';
import { type Picture, picturesOf } from '../http/upload.js';
import { answersState, submitCase } from './case-page.js';
import type { JourneyContext } from './context.js';

/** What was taken: the form's values, and the pieces put into the store for it; or what is wrong with it, by the code of the field's error. */
export type Taken = { values: object; pieces: readonly string[] } | { wrong: string } | { to: string };

/** A page that takes pictures, for one step of the case. */
type Capture = {
  path: string;
  step: 'document' | 'face';
  view(context: JourneyContext, state: CaseState, errors: FieldErrors): PageView;
  take(context: JourneyContext, state: CaseState, pictures: readonly Picture[]): Promise<Taken>;
};

/** What every capture page does: open at its step alone, refuse files that are no pictures, and let the first of two tabs count. */
export function capturePage(deps: UiDeps, { path, step, view, take }: Capture): Page<JourneyContext> {
  return {
    path,
    upload: true,
    open: (context) => context.step === step,
    show: (context) => (context.case ? view(context, context.case, {}) : { to: context.base }),
    async submit(context) {
      const { req, base, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const { pictures, errors } = picturesOf(req);
      if (errors) return view(context, state, { photo: Object.values(errors)[0] ?? 'not_an_image' });
      const taken = await take(context, state, pictures);
      if ('wrong' in taken) return view(context, state, { photo: taken.wrong });
      if ('to' in taken) return taken;
      const { counts, to } = await submitCase(deps, context, state, { action: 'continue', values: taken.values });
      // Of two tabs the first one's pictures count, as with every form.
      if (!counts) await deps.store.evidence.drop(state.id, taken.pieces);
      return { to };
    },
  };
}
