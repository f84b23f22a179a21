import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Store } from '../../store/database.js';
import type { Journey } from '../../store/journey/journey.js';
import { registrationWorkflowId } from '../../workflows/registration/messages.js';
import { travel } from '../../workflows/time-travel/messages.js';
import { verificationWorkflowId } from '../../workflows/verification/messages.js';
import { webhookDeliveryWorkflowId } from '../../workflows/webhook-delivery/messages.js';

/** How long Temporal may take for one workflow, in milliseconds. */
const patience = 10_000;

/** A journey through time: `id` tells it from all others, so that a retry goes no further. */
export type TimeTravel = { id: string; ms: number };

/**
 * Moves one verification on as if time had passed: its registration or case (reminders, referrals, slow checks, its end), the daily limits
 * of its account, the retries of its webhooks, and its own end. No clock is changed: what waits is made older. In a sandbox only.
 *
 * @param journey one that the caller was found to own
 * @returns `shared`, and nothing is moved, where the case is another partner's too
 */
export async function travelThroughTime(
  { store, temporal }: { store: Store; temporal: Client },
  journey: Journey,
  { id, ms }: TimeTravel,
): Promise<'travelled' | 'shared'> {
  const { _id, partnerId, caseId, accountId, registrationId } = journey;
  if (caseId && (await store.journeys.isShared(caseId, [partnerId, ownClient]))) return 'shared';
  if (accountId) await store.accounts.ageAttempts(accountId, ms);
  const waiting = [
    ...(registrationId && !accountId ? [registrationWorkflowId(registrationId)] : []),
    ...(caseId ? [verificationWorkflowId(caseId)] : []),
    ...(await retries()),
  ];
  for (const workflowId of waiting) await move(workflowId);
  await store.journeys.age(_id, ms, id, new Date());
  return 'travelled';

  async function retries(): Promise<string[]> {
    const deliveries = await store.webhookDeliveries.waitingFor(partnerId, _id);
    return deliveries.map((delivery) => webhookDeliveryWorkflowId({ deliveryId: delivery._id }));
  }

  async function move(workflowId: string): Promise<void> {
    const update = () =>
      temporal.workflow.getHandle(workflowId).executeUpdate(travel, { updateId: `travel-${id}`, args: [{ ms }] });
    try {
      await temporal.withDeadline(Date.now() + patience, update);
    } catch (error) {
      // One that has ended waits for nothing; one that was begun before there was time travel refuses it.
      const ended = error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateFailedError;
      if (!ended) throw error;
    }
  }
}
