import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import type { Review, ReviewDecision } from '../../store/casework/review.js';
import type { Store } from '../../store/database.js';
import { decideReview, verificationWorkflowId } from '../../workflows/verification/messages.js';

export type Delivery = { store: Pick<Store, 'reviews' | 'audit' | 'assurance'>; temporal: Client; log: Logger };

/** How long the repeated delivery waits for one case, in milliseconds. */
const PATIENCE = 5_000;

/** How often decisions that wait are delivered, in milliseconds: the person waits as long after an outage. */
const EVERY = 15_000;

/** `waiting`: Temporal or its worker did not answer in time; `refused`: the case had ended or gone on without this review. */
export type DeliveryResult = 'delivered' | 'refused' | 'waiting';

/**
 * Tells the waiting case what a checker decided. The store holds the decision already, so this may be repeated by
 * anybody at any time: audit entries have ids of their own, and the Update's id makes the workflow act on it once.
 *
 * @param patienceMs how long to wait for the workflow to have acted
 */
export async function deliverDecision(
  { store, temporal, log }: Delivery,
  review: Review,
  patienceMs: number,
): Promise<DeliveryResult> {
  const { _id: reviewId, caseId, accountId, decision } = review;
  if (!decision) throw new RangeError('a review without a decision');
  const { outcome, reasons, attested, ask, document, checkerId, at } = decision;
  const about = { actor: { kind: 'checker', id: checkerId }, accountId, caseId, reviewId } as const;
  await store.audit.append(
    {
      ...about,
      at,
      action: 'review.decided',
      details: {
        ...{ outcome, reasons, ...(ask ? { ask } : {}), ...(document ? { document } : {}) },
        ...attested,
      },
    },
    `${reviewId}-decided`,
  );
  const result = await tellWorkflow(temporal, review, decision, patienceMs).catch((error: unknown) => {
    log.warn({ err: error, reviewId }, 'a decision waits for delivery');
    return 'waiting' as const;
  });
  if (result === 'waiting') return result;
  const now = new Date();
  await store.audit.append(
    { ...about, actor: { kind: 'system', id: 'casework' }, at: now, action: `review.${result}` },
    `${reviewId}-${result}`,
  );
  if (result === 'delivered' && outcome !== 'ask') {
    const { decidedBy: by = [], barred = [] } = review;
    const finished = { _id: reviewId, caseId, accountId, outcome, by, sampledAt: now };
    await store.assurance.sample({ ...finished, barred: [...barred, ...by] });
  }
  if (result === 'delivered') await store.reviews.markDelivered(reviewId, now);
  else await store.reviews.markRefused(reviewId, now);
  return result;
}

async function tellWorkflow(
  temporal: Client,
  { _id: reviewId, caseId }: Review,
  { outcome, reasons, attested, ask, checkerId }: ReviewDecision,
  patienceMs: number,
): Promise<'delivered' | 'refused'> {
  const { workflow } = temporal;
  const handle = workflow.getHandle(verificationWorkflowId(caseId));
  try {
    const answer = await workflow.withDeadline(Date.now() + patienceMs, () =>
      handle.executeUpdate(decideReview, {
        args: [{ reviewId, outcome, reasons, ...(attested ? { attested } : {}), ...(ask ? { ask } : {}) }],
        updateId: `${reviewId}-${checkerId}`,
      }),
    );
    return answer.outcome === 'accepted' ? 'delivered' : 'refused';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError && (await hasEnded(handle))) return 'refused';
    throw error;
  }
}

/** Temporal also says "not found" of an Update that it forgot when a worker was killed: the case may still wait for it. */
async function hasEnded(handle: WorkflowHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name !== 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return true;
    throw error;
  }
}

/**
 * Delivers what was decided while Temporal was down, or just before a process was killed.
 * @param goOn asked before each one, so that a process that stops need not wait for all. @returns how many still wait.
 */
export async function deliverDecisions(delivery: Delivery, goOn: () => boolean = () => true): Promise<number> {
  let waiting = 0;
  for (const review of await delivery.store.reviews.undelivered(100)) {
    if (!goOn()) break;
    if ((await deliverDecision(delivery, review, PATIENCE)) === 'waiting') waiting += 1;
  }
  return waiting;
}

/** Delivers now and every 15 seconds; several processes may. @returns what ends it, resolving when the delivery under way has ended. */
export function keepDeliveringDecisions(delivery: Delivery): () => Promise<void> {
  const { log } = delivery;
  const work = (goOn: () => boolean) => deliverDecisions(delivery, goOn);
  return keepDoing(work, { everyMs: EVERY, log, failure: 'decisions could not be delivered' });
}
