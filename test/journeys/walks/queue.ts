import { decideNext, signedInChecker } from '../../support/people/checker.js';
import type { Visitor } from '../../support/people/visitor.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { journeyOf } from './leaving.js';
import { product } from './place.js';

let checker: Promise<Visitor> | undefined;

/** The checker decides cases, the oldest first, until this person's is: those of other walks, which nobody waits for, may be before it. */
export async function decideAs(outcome: 'pass' | 'decline', visitor: Visitor): Promise<void> {
  checker ??= signedInChecker(product);
  const journey = journeyOf(visitor);
  await eventually(async () => {
    await decideNext(
      await (checker as Promise<Visitor>),
      outcome,
      outcome === 'decline' ? { reasons: 'review_document_unclear', document: 'unknown' } : {},
    ).catch((error: Error) => {
      if (!error.message.startsWith('no case waits')) throw error;
    });
    await visitor.open(journey);
    return visitor.page.name !== 'in-review';
  });
}
