import { proxyActivities } from '@temporalio/workflow';
import type { SigningKeyActivities } from '../../activities/signing-keys/activities.js';
import { taskQueues } from '../task-queues.js';

const { rotateSigningKeys } = proxyActivities<SigningKeyActivities>({
  taskQueue: taskQueues.journeys,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5 seconds', maximumInterval: '1 minute', maximumAttempts: 10 },
});

/** Rotates the signing keys. A run that is given up loses nothing: the next one finds what is due, a day ahead of when it is needed. */
export async function keyRotation(): Promise<void> {
  await rotateSigningKeys();
}
