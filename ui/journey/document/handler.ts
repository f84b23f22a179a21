import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import type { Reason } from '../../../domain/journey/reasons.js';
import type { CaseState } from '../../../domain/verification/case-state.js';
import { documentCameraSettings } from '../../camera/settings.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { PageView } from '../../http/render.js';
import type { Picture } from '../../http/upload.js';
import { capturePage, type Taken } from '../capture-page.js';
import { answersState, submitCase } from '../case-page.js';
import type { JourneyContext } from '../context.js';
import { otherWaysFor } from '../other-ways/handler.js';

/** Reasons that no better photo helps against: another document is needed, and the page says so in its heading. */
const anotherNeeded: readonly Reason[] = ['document_not_accepted', 'document_expired'];

/**
 * Which documents do and how to photograph one, with pictures: the kind is recognised, never asked. After a photo that did not do, what
 * to do differently; for a card whose one side is good, only how to photograph the other.
 */
export function documentPage(deps: UiDeps): Page<JourneyContext> {
  return {
    path: 'document',
    open: ({ step }) => step === 'document',
    show: (context) => ({
      page: 'journey/document',
      form: { values: {}, errors: {}, nonce: context.case?.nonce },
      model: { base: context.base, otherWays: otherWaysFor(context), ...documentModel(context.case) },
    }),
    /** Asked for the other side, the person would rather begin again. */
    async submit(context) {
      const { base, case: state } = context;
      if (!answersState(context, state)) return { to: base };
      const { to } = await submitCase(deps, context, state, { action: 'restart' });
      return { to };
    },
  };
}

/** What the guide shows of a case that waits for a document. */
export function documentModel(state: Pick<CaseState, 'reasons' | 'otherSide' | 'triesLeft'> | undefined) {
  const { reasons = [], otherSide, triesLeft } = state ?? {};
  const refused = anotherNeeded.find((reason) => reasons.includes(reason));
  const kind = otherSide ? otherSide.side : refused ? 'another' : 'any';
  return {
    kind,
    refused,
    reasons: reasons.filter((reason) => reason !== refused && reason !== 'document_other_side_needed'),
    triesLeft,
  };
}

/** The photo itself: by the camera, or as a file, which does as well. */
export function documentPhotoPage(deps: UiDeps): Page<JourneyContext> {
  return capturePage(deps, { path: 'document-photo', step: 'document', view, take });

  function view({ res, base }: JourneyContext, state: CaseState, errors: FieldErrors): PageView {
    const frame = frameOf(res);
    frame.back = `${base}/document`;
    const form = { values: {}, errors, nonce: state.nonce };
    const model = { camera: documentCameraSettings(frame.language), side: state.otherSide?.side ?? 'any' };
    return { page: 'journey/document-photo', powers: 'camera', form, model };
  }

  async function take({ req }: JourneyContext, state: CaseState, pictures: readonly Picture[]): Promise<Taken> {
    const photo = pictures.find(({ field }) => field === 'photo');
    if (!photo) return { wrong: 'missing' };
    const { side, kept = [] } = state.otherSide ?? {};
    const id = await deps.store.evidence.put({
      caseId: state.id,
      slot: 'document',
      attempt: state.attempts.document + 1,
      bytes: photo.bytes,
      mediaType: photo.mediaType,
      // What it belongs to, for whoever looks at the case.
      ...(side ? { tags: { side, beside: kept.join(' ') } } : {}),
      now: new Date(),
    });
    const captured = req.body.captured === 'camera' ? 'camera' : 'file';
    return { values: { evidenceIds: [...kept, id], captured }, pieces: [id] };
  }
}
