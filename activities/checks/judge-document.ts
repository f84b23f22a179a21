import type { Reason } from '../../domain/journey/reasons.js';
import type { CheckResult, OtherSide } from '../../domain/verification/check-results.js';
import type { Signal } from '../../domain/verification/signals.js';
import { isCardShaped } from '../../evidence/document/corners/shape.js';
import type { DocumentFields } from '../../evidence/document/document-fields.js';
import type { DocumentReading } from '../../evidence/document/read-document.js';
import { repeatedFields } from '../../evidence/document/repeated-fields.js';
import type { Portrait } from '../../evidence/face/portrait.js';
import {
  type Comparison,
  compareMrzWithDetails,
  type DetailsToCompare,
} from '../../evidence/mrz/text/compare-with-details.js';
import type { SeenPiece } from './see-piece.js';

/** What the pictures of a document come to together. */
export type DocumentJudgement = {
  check: CheckResult;
  /** The picture that says most: the one with the fields, where there is one. */
  reading: DocumentReading | undefined;
  portrait: Portrait | undefined;
  comparison: Comparison | undefined;
};

type Shown = Extract<SeenPiece, { reading: DocumentReading }>;

/** A printed portrait smaller than this between the eyes (px) matches by luck (FNMR 2.6 % at 22, 9.4 % at 15). */
const SMALLEST_PORTRAIT = 22;
/** So many fields of the lines must stand in the print beside the portrait: then both are of one card. */
const LINKS = 2;
/** Reasons that no other side of the same document mends. */
const FINAL = ['document_not_accepted', 'document_expired'] as const;

/**
 * Judges the pictures of one document, in any order: a passport or a licence is one, a card mostly two, its portrait and its machine-readable
 * zone on different sides. What is missing is asked for alone. What was read without being sure goes to a person.
 *
 * @param details what the document must agree with; undefined where nobody knows, which is a difference
 */
export function judgeDocument(pieces: readonly SeenPiece[], details: DetailsToCompare | undefined): DocumentJudgement {
  const shown = pieces.filter((piece): piece is Shown => 'reading' in piece);
  const bad = pieces.find((piece): piece is Exclude<SeenPiece, Shown> => 'reasons' in piece);
  const read = mostSaying(shown);
  const portrait = largestPortrait(shown);
  const reading = read?.reading;
  const ended = (check: CheckResult, comparison?: Comparison): DocumentJudgement => ({
    check: { ...check, ...signalsOf(shown) },
    ...{ reading, portrait, comparison },
  });
  if (bad) return ended(retake(bad.reasons, otherSideOf(shown[0])));
  if (!read || !reading) return ended(retake(['document_not_found']));
  const final = FINAL.find((reason) => shown.some((piece) => piece.reading.reasons.includes(reason)));
  if (final) return ended(retake([final]));
  if (shown.length > 1 && differ(shown)) return ended(retake(['document_sides_differ']));
  if (reading.reasons.includes('document_cut_off')) return ended(retake(['document_cut_off']));
  const { fields } = reading;
  if (!fields) return ended(withoutFields(shown, portrait));
  if (!portrait) return ended(withoutPortrait(read, shown));
  if (portrait.eyeDistance < SMALLEST_PORTRAIT) return ended(retake(['photo_too_small']));
  if (reading.reasons.includes('document_too_far')) return ended(retake(['document_too_far']));
  // A date of expiry that is none, with a right check digit, is no misreading: who knows what it is.
  if (!reading.accepted || !fields.expiryDate) return ended(refer(['document_low_confidence']));
  if (shown.length > 1 && !shown.some((piece) => piece !== read && repeats(piece, fields))) {
    return ended(refer(['document_sides_differ']));
  }
  const comparison = details && compareMrzWithDetails(fields, details);
  const differences = differencesOf(comparison);
  return ended(differences.length > 0 ? refer(differences) : { verdict: 'good', reasons: [] }, comparison);
}

const retake = (reasons: Reason[], otherSide?: OtherSide): CheckResult => ({
  verdict: 'retake',
  reasons,
  ...(otherSide ? { otherSide } : {}),
});

const refer = (reasons: Reason[]): CheckResult => ({ verdict: 'refer', reasons });

/** Surely read fields before doubtful ones, those before a recognised kind. */
function mostSaying(shown: readonly Shown[]): Shown | undefined {
  const weight = ({ reading }: Shown): number =>
    (reading.accepted ? 4 : 0) + (reading.fields ? 2 : 0) + (reading.kind === 'unknown' ? 0 : 1);
  return [...shown].sort((a, b) => weight(b) - weight(a))[0];
}

function largestPortrait(shown: readonly Shown[]): Portrait | undefined {
  const portraits = shown.flatMap(({ portrait }) => (portrait ? [portrait] : []));
  return portraits.sort((a, b) => b.eyeDistance - a.eyeDistance)[0];
}

function signalsOf(shown: readonly Shown[]): { signals?: Signal[] } {
  const signals = new Map<string, Signal>();
  for (const signal of shown.flatMap(({ reading }) => reading.signals)) {
    if (signals.get(signal.code)?.strength !== 'strong') signals.set(signal.code, signal);
  }
  return signals.size > 0 ? { signals: [...signals.values()] } : {};
}

/** The side to photograph beside a piece that did; undefined for a document of one side. */
function otherSideOf(piece: Shown | undefined): OtherSide | undefined {
  if (!piece) return undefined;
  if (isCardFront(piece)) return { side: 'back', kept: [piece.id] };
  return isCard(piece.reading) && piece.reading.fields ? { side: 'front', kept: [piece.id] } : undefined;
}

const isCard = ({ kind }: DocumentReading): boolean => kind === 'identity-card' || kind === 'residence-permit';

/** The side of a card without lines: its print says which card it is, or it has a portrait and a card's shape. */
function isCardFront({ reading, portrait }: Shown): boolean {
  if (reading.reasons.includes('document_other_side_needed')) return true;
  return Boolean(reading.kind === 'unknown' && portrait && reading.corners && isCardShaped(reading.corners));
}

/** Two readings of fields that cannot be of one document. */
function differ(shown: readonly Shown[]): boolean {
  const [one, other] = shown.map(({ reading }) => reading.fields).filter((fields) => fields !== undefined);
  return Boolean(one && other && one.documentNumber !== other.documentNumber);
}

/** No lines to read, no licence. The front of a card is recognised by its print, or by its portrait and shape. */
function withoutFields(shown: readonly Shown[], portrait: Portrait | undefined): CheckResult {
  const front = shown.find(isCardFront);
  if (!front || !portrait) return retake(['document_unreadable']);
  if (shown.length > 1) return retake(['document_unreadable'], otherSideOf(front));
  return retake(['document_other_side_needed'], otherSideOf(front));
}

/** Lines without a portrait: of a card the other side is needed; if that was sent too, it must be taken again. */
function withoutPortrait(read: Shown, shown: readonly Shown[]): CheckResult {
  if (!isCard(read.reading)) return retake(['document_no_portrait']);
  const otherSide: OtherSide = { side: 'front', kept: [read.id] };
  return retake([shown.length > 1 ? 'document_no_portrait' : 'document_other_side_needed'], otherSide);
}

/** Whether the print of a card's other side repeats enough of its fields: a portrait must belong to the lines that it is used with. */
function repeats({ reading }: Shown, fields: DocumentFields): boolean {
  return (
    reading.fields?.documentNumber === fields.documentNumber || repeatedFields(reading.print, fields).length >= LINKS
  );
}

function differencesOf(comparison: Comparison | undefined): Reason[] {
  const differences: Reason[] = [];
  if (!comparison || comparison.familyName === 'differs' || comparison.givenNames === 'differs') {
    differences.push('document_name_differs');
  }
  if (!comparison || comparison.birthDate === 'differs') differences.push('document_birth_date_differs');
  return differences;
}
