import type { VerificationFormValues } from '../../domain/journey/form-values.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { CheckResult } from '../../domain/verification/check-results.js';
import { livenessWindow } from '../../domain/verification/liveness-window.js';
import type { Signal } from '../../domain/verification/signals.js';
import { decideMatch, FACE_MATCH_ACCEPT, FACE_MATCH_VERSION, faceDistance, isWeak } from '../../evidence/face/match.js';
import { findPortrait } from '../../evidence/face/portrait.js';
import { challengeFor } from '../../evidence/liveness/challenge.js';
import { isDoubtful } from '../../evidence/liveness/doubt.js';
import {
  type JudgedFrame,
  judgeLooks,
  type LivenessVerdict,
  type Look,
  lookAt,
} from '../../evidence/liveness/judge-liveness.js';
import type { Pose } from '../../evidence/liveness/pose.js';
import { fitsElapsed } from '../../evidence/liveness/times.js';
import { checkFacePhoto } from '../../evidence/photo/check-face-photo.js';
import { livenessSeed } from '../../platform/keys/liveness-seed.js';
import { auditOfCheck } from './audit-of-check.js';
import type { CheckInput } from './check-input.js';
import { decodeEvidence } from './decode-evidence.js';
import type { CheckDeps } from './deps.js';
import type { FaceTemplate } from './search-faces.js';

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

/** So many frames seen before are no chance. */
const REPLAYED_FRAMES = 3;

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
    const elapsed = (form.receivedAt ?? input.now) - form.issuedAt;
    if (elapsed > livenessWindow) return { check: retake('liveness_expired') };
    const frames: JudgedFrame[] = [];
    const pieces = await store.evidence.getAll(input.caseId, form.evidenceIds);
    if (pieces.length < form.evidenceIds.length) return { check: retake('no_face') };
    for (const piece of pieces) {
      const decoded = await decodeEvidence(decoder, piece.bytes);
      if ('reason' in decoded) return { check: retake(decoded.reason) };
      frames.push({ image: decoded.image, ...saidOf(piece.tags) });
    }
    const challenge = challengeFor(livenessSeed(store.tools.lookup, input.caseId, input.form, form.issuedAt));
    const looks = await lookAt(frames, challenge, faces);
    const { embedding, ...liveness } = judgeLooks(looks, challenge);
    const signals = [...liveness.signals, ...(await signsOfReplay(input, looks)), ...flatTurn(liveness)];
    if (!fitsElapsed(frames, elapsed)) {
      signals.push({ code: 'scan_times_implausible', strength: 'strong' });
      liveness.passed = false;
      liveness.reasons.push('liveness_times');
    }
    if (liveness.reasons.length > 0 || !embedding) {
      return { check: { ...retake(...new Set(liveness.reasons)), signals }, fact: { liveness } };
    }
    await keepTemplate(input, embedding);
    const match = await matchWithPortrait(input, embedding);
    const check = { ...doubted(judgeMatch(match), signals), signals };
    return { check, fact: { liveness, ...(match && { distance: match.distance }) } };
  }

  /** Frames that came with another case before: one or two may be chance, as of somebody who sits where they sat last time. */
  async function signsOfReplay({ caseId, attempt }: CheckInput, looks: readonly Look[]): Promise<Signal[]> {
    const hashes = looks.flatMap(({ face, hash }) => (face ? [hash] : []));
    const known = await store.seenFrames.note(caseId, attempt, hashes);
    if (known === 0) return [];
    return [{ code: 'scan_frame_seen_before', strength: known >= REPLAYED_FRAMES ? 'strong' : 'weak' }];
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
    const match = await matchWithPortrait(input, await faces.embed(decoded.image, face));
    // A person decides in any case: what the comparison said helps them.
    const { reasons } = judgeMatch(match);
    return {
      check: {
        verdict: 'refer',
        reasons: ['face_not_live_captured', ...reasons],
        signals: [{ code: 'scan_uploaded', strength: 'weak' }],
      },
      fact: match ? { distance: match.distance } : {},
    };
  }

  /** For the search among other accounts' faces, and to be kept with the account where the person agrees: see search-faces.ts. */
  function keepTemplate({ caseId, attempt, now }: CheckInput, embedding: Float32Array): Promise<void> {
    const template: FaceTemplate = { version: FACE_MATCH_VERSION, values: [...embedding] };
    return store.evidence.putFact(caseId, 'face-template', attempt, template, new Date(now));
  }

  async function matchWithPortrait(
    { caseId, accountId, against }: CheckInput,
    embedding: Float32Array,
  ): Promise<Match | undefined> {
    if (against === 'template') {
      const template = await store.faceTemplates.of(accountId, FACE_MATCH_VERSION);
      return template && { distance: faceDistance(embedding, template), weak: false };
    }
    const newest = (await store.evidence.list(caseId)).filter(({ slot }) => slot === 'portrait').at(-1);
    const piece = newest && (await store.evidence.get(caseId, newest._id));
    if (!piece) return undefined;
    const portrait = await findPortrait(faces, await decoder.decode(piece.bytes));
    return portrait && { distance: faceDistance(embedding, portrait.embedding), weak: isWeak(portrait) };
  }
}

/** How far the face is from the document's portrait, and whether that shows too little of one for a pass by machine. */
interface Match {
  distance: number;
  weak: boolean;
}

/** Above the limit it never passes and never refuses alone: the person tries again, then a checker looks. */
function judgeMatch(match: Match | undefined): CheckResult {
  if (!match) return { verdict: 'refer', reasons: ['document_no_portrait'] };
  const decision = decideMatch(match.distance, match.weak);
  if (decision === 'pass') return { verdict: 'good', reasons: [] };
  return decision === 'refer' ? { verdict: 'refer', reasons: ['face_near_threshold'] } : retake('face_differs');
}

/** What the browser said of a frame, as its tags keep it. */
function saidOf({ pose, at, moving, colour }: Readonly<Record<string, string | number>>): Omit<JudgedFrame, 'image'> {
  return {
    pose: pose as Pose,
    takenAt: Number(at),
    ...(moving ? { moving: true } : {}),
    ...(colour === undefined ? {} : { colour: Number(colour) }),
  };
}

/** A face that was seen to turn but has no depth was a picture, not somebody who turned too little. */
function flatTurn({ reasons }: Pick<LivenessVerdict, 'reasons'>): Signal[] {
  const flat = reasons.includes('liveness_flat') && !reasons.includes('liveness_wrong_pose');
  return flat ? [{ code: 'scan_flat', strength: 'weak' }] : [];
}

/** Which signs those are is for checkers only. */
function doubted(check: CheckResult, signals: readonly Signal[]): CheckResult {
  if (check.verdict !== 'good' || !isDoubtful(signals)) return check;
  return { verdict: 'refer', reasons: ['further_checks'] };
}
