import { proxyActivities, setHandler } from '@temporalio/workflow';
import type { WebhookActivities } from '../../activities/webhooks/activities.js';
import { taskQueues } from '../task-queues.js';
import { travel } from '../time-travel/messages.js';
import { Travel } from '../time-travel/travel.js';
import { attemptNow, type WebhookDeliveryInput } from './messages.js';
import { DeliveryProgress } from './state.js';

const { attemptDelivery } = proxyActivities<WebhookActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Hands one event to one webhook: again and again, at growing intervals, for three days, or at once where somebody asks. */
export async function webhookDelivery({ deliveryId }: WebhookDeliveryInput): Promise<'delivered' | 'failed'> {
  const progress = new DeliveryProgress();
  const through = new Travel();
  setHandler(attemptNow, () => progress.ask());
  // It only brings the next attempt forward, which a partner may ask for anywhere.
  setHandler(travel, ({ ms }) => through.by(ms));
  for (;;) {
    progress.begin();
    const waitMs = progress.waitAfter(Math.random());
    const result = await attemptDelivery({ deliveryId, ...(waitMs === undefined ? {} : { waitMs }) });
    if (result.outcome === 'delivered') return 'delivered';
    progress.failed();
    if (result.outcome === 'again') await through.wait(result.waitMs, () => progress.asked);
    else if (!progress.asked) return 'failed';
  }
}
