import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { SendOutcome } from '../../activities/messages/send-once.js';
import type { SignInCodeActivities } from '../../activities/messages/sign-in-code.js';
import { oneTimeCodes } from '../../domain/accounts/one-time-codes.js';
import { patientlySending, send } from '../sending.js';
import { mayTryAgain } from '../try-again.js';
import type { MessageDeliveryInput } from './messages.js';

/** Most codes are sent at once: locally, in the same task, which costs half of a task of its own. */
const quick = proxyLocalActivities<SignInCodeActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
});
const patient = proxyActivities<SignInCodeActivities>(patientlySending.code);

/** Sends one message, through outages as long as it is of use, for those who cannot wait for it. */
export async function messageDelivery(code: MessageDeliveryInput): Promise<SendOutcome['outcome']> {
  if ('key' in code) return send(code.key, code.kind ?? 'code');
  const sending = { ...code, expiresAt: Date.now() + oneTimeCodes.lifetime };
  try {
    return (await quick.sendSignInCode(sending)).outcome;
  } catch (error) {
    if (!mayTryAgain(error)) return 'failed';
  }
  return patient.sendSignInCode(sending).then(
    ({ outcome }) => outcome,
    () => 'failed' as const,
  );
}
