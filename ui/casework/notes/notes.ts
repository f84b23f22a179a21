import { z } from 'zod';
import { randomId } from '../../../platform/random-id.js';
import type { Review } from '../../../store/casework/review.js';
import type { Store } from '../../../store/database.js';
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

/** The notes of a case, oldest first. Of two checkers who must agree neither reads the other's, nor does who audits; a senior reads all who decides between them. */
export async function notesOf(
  { evidence }: Pick<Store, 'evidence'>,
  pieces: Awaited<ReturnType<Store['evidence']['list']>>,
  review: Pick<Review, 'caseId' | 'checkers' | 'second'>,
  checkerId: string,
  language: Language,
) {
  const blind = review.checkers === 2 && !review.second;
  const notes = pieces.filter(({ slot, tags }) => slot === 'note' && (!blind || tags?.by === checkerId));
  const texts = new Map(
    (
      await evidence.getAll(
        review.caseId,
        notes.map(({ _id }) => _id),
      )
    ).map((one) => [one.id, one.bytes]),
  );
  return notes.flatMap(({ _id, tags, createdAt }) => {
    const bytes = texts.get(_id);
    if (!bytes) return [];
    const text = JSON.parse(Buffer.from(bytes).toString()) as string;
    return { text, own: tags?.by === checkerId, at: dateTime(createdAt, language) };
  });
}
