import { proxyActivities } from '@temporalio/workflow';
import type { MessageActivities } from '../activities/messages/activities.js';
import { taskQueues } from './task-queues.js';

/** Senders give signs of life: a killed one is noticed after this time, by when its claim has run out too. */
const lifeSigns = { startToCloseTimeout: '60 seconds', heartbeatTimeout: '12 seconds' } as const;

const options = { taskQueue: taskQueues.journeys, ...lifeSigns } as const;

/** How long sending is tried for. A one-time code is not worth sending after it ran out. */
export const patientlySending = {
  code: {
    ...options,
    scheduleToCloseTimeout: '10 minutes',
    retry: { initialInterval: '2 seconds', maximumInterval: '30 seconds' },
  },
  notice: {
    ...options,
    scheduleToCloseTimeout: '3 days',
    retry: { initialInterval: '2 seconds', maximumInterval: '10 minutes' },
  },
} as const;

const senders = {
  code: proxyActivities<MessageActivities>(patientlySending.code),
  notice: proxyActivities<MessageActivities>(patientlySending.notice),
};

/** Sends a message that lies in the store under `key`. @returns `failed` when outages outlasted the message's use. */
export async function send(key: string, kind: 'code' | 'notice'): Promise<'sent' | 'bounced' | 'failed'> {
  try {
    const { outcome } = await senders[kind].sendMessage({ key });
    return outcome;
  } catch {
    return 'failed';
  }
}
