import type { CheckResult } from '../../domain/check-results.js';
import type { VerificationFormValues } from '../../domain/form-values.js';
import { livenessWindow } from '../../domain/liveness-window.js';
import type { Reason } from '../../domain/reasons.js';
import { decideMatch, FACE_MATCH_ACCEPT, FACE_MATCH_VERSION, faceDistance } from '../../evidence/face/match.js';
import type { RgbImage } from '../../evidence/image/image.js';
import { challengeFor } from '../../evidence/liveness/challenge.js';
import { type JudgedFrame, judgeLiveness, type LivenessVerdict } from '../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../evidence/liveness/pose.js';
import { checkFacePhoto } from '../../evidence/photo/check-face-photo.js';
import { livenessSeed } from '../../platform/liveness-seed.js';
import type { CheckDeps, CheckInput } from './activities.js';
import { auditOfCheck } from './audit-of-check.js';
import { decodeEvidence } from './decode-evidence.js';

/** What is kept (sealed) of a face check, for the decision and for checkers. */
export type FaceFact = {
  source: 'live' | 'upload';
  verdict: CheckResult['verdict'];
  reasons: Reason[];
  /** Euclidean distance of the embeddings, and the version of the pipeline that made them. */
  distance?: number;
  version: string;
  liveness?: Omit<LivenessVerdict, 'embedding'>;
};

const retake = (...reasons: Reason[]): CheckResult => ({ verdict: 'retake', reasons });

/** The check of a face: liveness (or, for an uploaded photo, its quality), then the match with the document's portrait. */
export function checkFaceActivity({ store, decoder, faces }: CheckDeps) {
  return {
    async checkFace(input: CheckInput): Promise<CheckResult> {
      const { caseId, attempt } = input;
      const now = new Date(input.now);
      const form = await store.forms.get<VerificationFormValues['face']>(input.form);
      if (!form) return retake('no_face');
      const { check, fact } =
        form.captured === 'camera' ? await checkScan(input, form) : await checkUpload(input, form.evidenceIds[0]);
      const kept: FaceFact = {
        source: form.captured === 'camera' ? 'live' : 'upload',
        version: FACE_MATCH_VERSION,
        ...check,
        ...fact,
      };
      await store.evidence.putFact(caseId, 'face-result', attempt, kept, now);
      const entry = {
        at: now,
        actor: { kind: 'system', id: 'face-match' } as const,
        action: 'face.compared',
        accountId: input.accountId,
        caseId,
        details: {
          ...auditOfCheck(check),
          version: FACE_MATCH_VERSION,
          threshold: FACE_MATCH_ACCEPT,
          ...(kept.distance === undefined ? {} : { distance: kept.distance }),
        },
      };
      await store.audit.append(entry, `face-${caseId}-${attempt}`);
      return check;
    },
  };

  async function checkScan(
    input: CheckInput,
    form: VerificationFormValues['face'],
  ): Promise<{ check: CheckResult; fact?: Partial<FaceFact> }> {
    if (input.now - form.issuedAt > livenessWindow) return { check: retake('liveness_expired') };
    const frames: JudgedFrame[] = [];
    for (const id of form.evidenceIds) {
      const piece = await store.evidence.get(input.caseId, id);
      const decoded = piece && (await decodeEvidence(decoder, piece.bytes));
      if (!decoded || 'reason' in decoded) return { check: retake(decoded?.reason ?? 'no_face') };
      frames.push({ image: decoded.image, pose: piece.tags.pose as Pose, takenAt: Number(piece.tags.at) });
    }
    const challenge = challengeFor(livenessSeed(store.tools.lookup, input.caseId, input.form, form.issuedAt));
    const { embedding, ...liveness } = await judgeLiveness(frames, challenge, faces);
    if (!liveness.passed || !embedding) return { check: retake(...liveness.reasons), fact: { liveness } };
    const distance = await distanceToPortrait(input, embedding);
    return { check: judgeDistance(distance), fact: { liveness, ...(distance === undefined ? {} : { distance }) } };
  }

  /** A face that was not captured live never passes by machine. */
  async function checkUpload(
    input: CheckInput,
    id: string | undefined,
  ): Promise<{ check: CheckResult; fact?: Partial<FaceFact> }> {
    const piece = id && (await store.evidence.get(input.caseId, id));
    const decoded = piece && (await decodeEvidence(decoder, piece.bytes));
    if (!decoded || 'reason' in decoded) return { check: retake(decoded ? decoded.reason : 'no_face') };
    const found = await faces.find(decoded.image);
    const photo = checkFacePhoto(decoded.image, found);
    const face = found[0];
    if (!photo.ok || !face) return { check: retake(...photo.reasons) };
    const distance = await distanceToPortrait(input, await faces.embed(decoded.image, face));
    // A person decides in any case: what the comparison said helps them.
    const { reasons } = judgeDistance(distance);
    return {
      check: { verdict: 'refer', reasons: ['face_not_live_captured', ...reasons] },
      fact: distance === undefined ? {} : { distance },
    };
  }

  async function distanceToPortrait({ caseId }: CheckInput, embedding: Float32Array): Promise<number | undefined> {
    const newest = (await store.evidence.list(caseId)).filter(({ slot }) => slot === 'portrait').at(-1);
    const piece = newest && (await store.evidence.get(caseId, newest._id));
    if (!piece) return undefined;
    const { image }: { image: RgbImage } = { image: await decoder.decode(piece.bytes) };
    const face = (await faces.find(image))[0];
    return face && faceDistance(embedding, await faces.embed(image, face));
  }
}

/** Above the limit it never passes and never refuses alone: the person tries again, then a checker looks. */
function judgeDistance(distance: number | undefined): CheckResult {
  if (distance === undefined) return { verdict: 'refer', reasons: ['document_no_portrait'] };
  const decision = decideMatch(distance);
  if (decision === 'pass') return { verdict: 'good', reasons: [] };
  return decision === 'refer' ? { verdict: 'refer', reasons: ['face_near_threshold'] } : retake('face_differs');
}
