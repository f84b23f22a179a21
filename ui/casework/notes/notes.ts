import { z } from 'zod';
import { randomId } from '../../../platform/random-id.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
import type { ListedPiece } from '../../../store/verification/evidence.js';
import type { Language } from '../../words/languages.js';
import { dateTime } from '../../words/times.js';
import { record } from '../record.js';

/** A note's text; empty is none. */
export const noteText = z.string().trim().max(2_000, { error: 'too_long' });

/** Keeps a note, sealed under the case's key and erased with it; that it was written, and by whom, is in the audit. */
export async function writeNote(
  store: Pick<Store, 'audit' | 'evidence'>,
  review: Review,
  checkerId: string,
  text: string,
  now: Date,
): Promise<void> {
  await record(store, checkerId, 'note.written', review);
  const bytes = Buffer.from(JSON.stringify(text));
  const tags = { by: checkerId, review: review._id };
  await store.evidence.put({
    ...{
      id: randomId(),
      caseId: review.caseId,
      slot: 'note',
      attempt: 1,
      bytes,
      mediaType: 'application/json',
      tags,
      now,
    },
  });
}

/** Which of a case's pieces are notes for this checker, oldest first. Of two checkers who must agree neither reads the other's, nor does who audits; a senior reads all who decides between them. */
export function notesAmong(
  pieces: readonly ListedPiece[],
  review: Pick<Review, 'checkers' | 'second'>,
  checkerId: string,
) {
  const blind = review.checkers === 2 && !review.second;
  return pieces.filter(({ slot, tags }) => slot === 'note' && (!blind || tags?.by === checkerId));
}

/** A note with its text, as the page shows it. */
export function noteView({ tags, createdAt }: ListedPiece, text: string, checkerId: string, language: Language) {
  return { text, own: tags?.by === checkerId, at: dateTime(createdAt, language) };
}
