import type { CaseState } from '../../../domain/case-state.js';
import type { FieldErrors } from '../../../domain/field-errors.js';
import { documentCameraSettings } from '../../camera/settings.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Answer, Page } from '../../http/pages.js';
import { picturesOf } from '../../http/upload.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';

/** How to photograph the passport, with pictures; after a photo that did not do, what to do differently. */
export const documentPage: Page<JourneyContext> = {
  path: 'document',
  open: ({ step }) => step === 'document',
  show: ({ base, case: state }) => ({ page: 'journey/document', model: { base, reasons: state?.reasons ?? [] } }),
};

/** The photo itself: by the camera, or as a file, which does as well. */
export function documentPhotoPage(deps: UiDeps): Page<JourneyContext> {
  const shown = ({ res, base }: JourneyContext, state: CaseState, errors: FieldErrors = {}): Answer => {
    const frame = frameOf(res);
    frame.back = `${base}/document`;
    const form = { values: {}, errors, nonce: state.nonce };
    const camera = documentCameraSettings(frame.language);
    return { page: 'journey/document-photo', powers: 'camera', form, model: { camera } };
  };

  return {
    path: 'document-photo',
    upload: true,
    open: ({ step }) => step === 'document',
    show: (context) => (context.case ? shown(context, context.case) : { to: context.base }),
    async submit(context) {
      const { req, base, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const { pictures, errors } = picturesOf(req);
      if (errors) return shown(context, state, { photo: Object.values(errors)[0] ?? 'not_an_image' });
      const photo = pictures.find(({ field }) => field === 'photo');
      if (!photo) return shown(context, state, { photo: 'missing' });
      const id = await deps.store.evidence.put({
        caseId: state.id,
        slot: 'document',
        attempt: state.attempts.document + 1,
        bytes: photo.bytes,
        mediaType: photo.mediaType,
        now: new Date(),
      });
      const captured = req.body.captured === 'camera' ? 'camera' : 'file';
      const { counts, to } = await submitCase(deps, context, state, {
        action: 'continue',
        values: { evidenceIds: [id], captured },
      });
      // Of two tabs the first one's photo counts, as with every form.
      if (!counts) await deps.store.evidence.drop(state.id, [id]);
      return { to };
    },
  };
}
