import { z } from 'zod';
import type { UiDeps } from '../../deps.js';
import { phoneIsFollowed } from '../../hand-off/beside-phone.js';
import { readForm, typed } from '../../http/form.js';
import type { Page } from '../../http/pages.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';

const consentForm = z.object({
  agreed: z.enum(['yes', 'no'], { error: 'missing' }),
  keep: z.literal('yes').optional().catch(undefined),
});

/** Asks before any face data are taken. Refusing is no wall: a person then decides by what there is. */
export function faceConsentPage(deps: UiDeps): Page<JourneyContext> {
  const page = 'journey/face-consent';
  return {
    path: 'face-consent',
    open: ({ step }) => step === 'face-consent',
    show: ({ case: state }) => ({ page, form: { values: {}, errors: {}, nonce: state?.nonce } }),
    async submit(context) {
      const { req, base, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const { values, errors } = readForm(consentForm, req.body);
      if (errors) return { page, form: { values: typed(req.body, ['agreed', 'keep']), errors, nonce: state.nonce } };
      const agreed = values.agreed === 'yes';
      const { to } = await submitCase(deps, context, state, {
        action: 'continue',
        values: { agreed, keep: agreed && values.keep === 'yes' },
      });
      // How to scan stood on this page: the guide is for those who come back, try again, or have it on their phone.
      const readHere = agreed && to === `${base}/face` && !(await phoneIsFollowed(deps, context));
      return { to: readHere ? `${base}/face-scan` : to };
    },
  };
}
