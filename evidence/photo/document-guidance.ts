import type { DocumentVerdict } from './check-document-photo.js';
import type { PhotoReason } from './verdict.js';

/** What to tell a person who points a camera at a document; `hold`: all is well. */
export type DocumentInstruction =
  | 'photo_dark'
  | 'photo_overexposed'
  | 'photo_low_contrast'
  | 'photo_colours'
  | 'aim'
  | 'closer'
  | 'back'
  | 'straight'
  | 'photo_glare'
  | 'photo_blurred'
  | 'hold';

/** A page smaller than this share of the picture's longer side wastes most of the camera's pixels. */
const CLOSE_ENOUGH = 0.55;
/** A corner nearer to the edge than this share of the longer side may lie outside in the next picture. */
const MIN_MARGIN = 0.008;
/** Perspective that is not refused, but easily avoided. */
const STRAIGHT = 0.8;

/** Light comes first: without it nothing else can be judged. */
const LIGHT: readonly PhotoReason[] = ['photo_dark', 'photo_overexposed', 'photo_low_contrast', 'photo_colours'];

/**
 * The one thing to do next. Stricter than the check of the photo itself, which must not refuse what can be read: a person who holds a
 * camera can do better.
 */
export function instructionFor({ reasons, measures }: DocumentVerdict): DocumentInstruction {
  const light = LIGHT.find((reason) => reasons.includes(reason));
  if (light) return light as DocumentInstruction;
  if (reasons.includes('photo_blurred') && !measures.pageFound) return 'photo_blurred';
  if (!measures.pageFound) return 'aim';
  if (measures.pageMargin < MIN_MARGIN) return 'back';
  if (measures.pageLongSide < CLOSE_ENOUGH * measures.longSide) return 'closer';
  if (measures.pageTaper < STRAIGHT) return 'straight';
  if (reasons.includes('photo_glare')) return 'photo_glare';
  return reasons.length > 0 ? 'photo_blurred' : 'hold';
}
