import { z } from 'zod';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import type { CaseState } from '../../../domain/verification/case-state.js';
import { livenessWindow } from '../../../domain/verification/liveness-window.js';
import { challengeFor } from '../../../evidence/liveness/challenge.js';
import { livenessSeed } from '../../../platform/keys/liveness-seed.js';
import { sameSecret } from '../../../platform/keys/lookup.js';
import type { NewPiece } from '../../../store/verification/evidence.js';
import { faceCameraSettings } from '../../camera/settings.js';
import type { UiDeps } from '../../deps.js';
import { assetAddress } from '../../http/assets.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { PageView } from '../../http/render.js';
import type { Picture } from '../../http/upload.js';
import { capturePage, type Taken } from '../capture-page.js';
import type { JourneyContext } from '../context.js';
import { otherWaysFor } from '../other-ways/handler.js';

/** How to scan one's face, with pictures; after a scan that did not do, what to do differently. */
export const facePage: Page<JourneyContext> = {
  path: 'face',
  open: ({ step }) => step === 'face',
  show: (context) => {
    const { reasons = [], triesLeft } = context.case ?? {};
    return {
      page: 'journey/face',
      model: { base: context.base, otherWays: otherWaysFor(context), reasons, triesLeft },
    };
  },
};

/** What the camera says of its pictures: the pose of each, when it was taken (ms since the scan began), and what went on meanwhile. */
const framePoses = z.array(
  z.object({
    pose: z.enum(['centre', 'left', 'right']),
    at: z.number().min(0).max(3_600_000),
    /** The head was on its way to the pose. */
    moving: z.literal(true).optional(),
    /** Place in the challenge's colours of what the screen showed. */
    colour: z.int().min(0).max(20).optional(),
  }),
);

/** The scan: poses drawn from the case, the form's nonce and the time, so that a reload asks for the same ones, for a quarter of an hour; or a photo as a file, which a person looks at. */
export function faceScanPage(deps: UiDeps): Page<JourneyContext> {
  const { store } = deps;

  return capturePage(deps, { path: 'face-scan', step: 'face', view, take });

  function view({ res, base }: JourneyContext, state: CaseState, errors: FieldErrors): PageView {
    const frame = frameOf(res);
    frame.back = `${base}/face`;
    const now = Date.now();
    const challenge = challengeFor(livenessSeed(store.tools.lookup, state.id, state.nonce, now));
    const model = {
      camera: faceCameraSettings(frame.language, challenge, livenessWindow / 1000, assetAddress('face-worker.js')),
      issued: issuedNow(state, now),
    };
    const form = { values: {}, errors, nonce: state.nonce };
    return { page: 'journey/face-scan', powers: 'camera', form, model };
  }

  async function take({ req, base }: JourneyContext, state: CaseState, pictures: readonly Picture[]): Promise<Taken> {
    const issuedAt = issuedWhen(state, req.body.issued);
    if (issuedAt === undefined) return { to: `${base}/face` };
    const frames = pictures.filter(({ field }) => field === 'frames');
    const photo = pictures.find(({ field }) => field === 'photo');
    if (frames.length === 0 && !photo) return { wrong: 'missing' };
    const kept =
      frames.length > 0 ? await keepScan(state, frames, req.body.frame_poses) : await keepPhoto(state, photo);
    if (!kept) return { wrong: 'scan_incomplete' };
    return { values: { ...kept, issuedAt, receivedAt: Date.now() }, pieces: kept.evidenceIds };
  }

  async function keepScan(state: CaseState, frames: readonly Picture[], said: unknown) {
    const poses = framePoses.safeParse(parsed(said));
    if (!poses.success || poses.data.length !== frames.length) return undefined;
    const pieces = poses.data.map((tags, index) => piece(state, 'face-frame', frames[index] as Picture, tagsOf(tags)));
    return { evidenceIds: await store.evidence.putAll(state.id, pieces, new Date()), captured: 'camera' as const };
  }

  async function keepPhoto(state: CaseState, photo: Picture | undefined) {
    if (!photo) return undefined;
    const pieces = [piece(state, 'face-photo', photo)];
    return { evidenceIds: await store.evidence.putAll(state.id, pieces, new Date()), captured: 'file' as const };
  }

  /** Each upload has ids of its own: one that was cut short leaves no frame behind that would stand in for a later one's. */
  function piece(
    state: CaseState,
    slot: 'face-frame' | 'face-photo',
    { bytes, mediaType }: Picture,
    tags?: Record<string, string | number>,
  ): NewPiece {
    return { slot, attempt: state.attempts.face + 1, bytes, mediaType, ...(tags ? { tags } : {}) };
  }

  /** When the page was made, as only we can say it: the check refuses scans that took too long. */
  function issuedNow(state: CaseState, at: number): string {
    return `${at}.${store.tools.lookup.lookup('token', `face page ${state.id} ${state.nonce} ${at}`)}`;
  }

  function issuedWhen(state: CaseState, said: unknown): number | undefined {
    const at = Number(typeof said === 'string' ? said.split('.')[0] : Number.NaN);
    return Number.isSafeInteger(at) && sameSecret(String(said), issuedNow(state, at)) ? at : undefined;
  }
}

/** As the store keeps them: a mark that is absent is none. */
function tagsOf({ pose, at, moving, colour }: z.infer<typeof framePoses>[number]): Record<string, string | number> {
  return { pose, at, ...(moving ? { moving: 1 } : {}), ...(colour === undefined ? {} : { colour }) };
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
