import { holdingReasons } from '../../domain/casework/holding-reasons.js';
import { hour } from '../../domain/clock.js';
import { randomId } from '../../platform/random-id.js';
import type { Review } from '../../store/casework/review.js';
import type { Store } from '../../store/database.js';

const batch = 1_000;

/** Fills the desk: so many cases wait, one of ten is put aside, and 200 were decided today. The first due have evidence. */
export async function fillDesk(store: Store, size: number): Promise<void> {
  const now = Date.now();
  const rows = store.tools.db.collection<Review>('reviews');
  const review = (n: number): Review => ({
    ...{ _id: randomId(), caseId: randomId(), accountId: randomId(), reasons: ['face_near_threshold'] },
    ...{
      queuedAt: new Date(now - 30 * hour + n * 10_000),
      dueAt: new Date(now - 6 * hour + n * 10_000),
      state: 'open',
    },
    ...(n % 3 === 0 ? { needs: ['foreign-documents'] } : {}),
  });
  for (let done = 0; done < size; done += batch) {
    await rows.insertMany(Array.from({ length: Math.min(batch, size - done) }, (_, n) => review(done + n)));
  }
  const held = (n: number): Review => ({
    ...review(n),
    ...{
      state: 'held',
      hold: { reason: holdingReasons[n % holdingReasons.length] ?? 'other', by: 'x', since: new Date(now) },
    },
  });
  await rows.insertMany(Array.from({ length: size / 10 }, (_, n) => held(n)));
  const decision = { outcome: 'pass', reasons: ['review_passed'], checkerId: 'x', at: new Date(now - 60_000) } as const;
  await rows.insertMany(
    Array.from({ length: 200 }, (_, n) => ({
      ...review(n),
      ...{ state: 'over', decision: { ...decision, reasons: [...decision.reasons] }, deliveredAt: new Date(now) },
    })),
  );
  const [first] = await store.reviews.queue(1);
  const details = { givenNames: 'Rosa', familyName: 'Lindkvist', birthDate: '1984-02-29', postcode: 'LS14AP' };
  const record = {
    familyName: 'LINDQVIST',
    givenNames: ['Rosa'],
    formerNames: [],
    birthDate: '1984-02-29',
    postcode: 'LS1 4AP',
  };
  if (!first) return;
  await store.evidence.putFact(first.caseId, 'details', 1, details, new Date(now));
  await store.evidence.putFact(first.caseId, 'pds-record', 1, record, new Date(now));
}
