/** A message that lies in the store under `key`; a `code` is given up after ten minutes, a `notice` after days. */
export type MessageDeliveryInput = { key: string; kind: 'code' | 'notice' };

/** One workflow for each message: starting it again changes nothing. */
export const messageDeliveryWorkflowId = (key: string): string => `message-${key}`;

/** The workflow's name, for those who start it. */
export const messageDeliveryWorkflow = 'messageDelivery';
