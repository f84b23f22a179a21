import { proxyActivities } from '@temporalio/workflow';
import type { LogoutActivities, LogoutOutcome } from '../../activities/logout/activities.js';
import { taskQueues } from '../task-queues.js';
import type { LogoutDeliveryInput } from './messages.js';

/** Tried for a day: by then no session of the person is left at the partner, or nothing will end it. */
const { deliverLogout } = proxyActivities<LogoutActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});

/** Tells one partner that one session is over (OpenID Connect Back-Channel Logout 1.0), through its outages. */
export async function logoutDelivery(input: LogoutDeliveryInput): Promise<LogoutOutcome | 'failed'> {
  return deliverLogout(input).catch(() => 'failed' as const);
}
