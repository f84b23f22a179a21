/**
 * The code of a sign-in, to be texted to its account, or spoken; or the key of a message that lies in the store. A `notice` is worth trying for
 * longer than a code is (and a message that says neither).
 */
export type MessageDeliveryInput =
  | { accountId: string; challengeId: string; language: 'en' | 'cy'; way?: 'voice' }
  | { key: string; kind?: 'code' | 'notice' };

/** One workflow for each message: starting it again changes nothing. */
export const messageDeliveryWorkflowId = (message: MessageDeliveryInput): string =>
  'key' in message ? `message-${message.key}` : `message-code-${message.challengeId}`;

/** The workflow's name, for those who start it. */
export const messageDeliveryWorkflow = 'messageDelivery';
