/** The code of a sign-in, to be texted to its account. */
export type MessageDeliveryInput = { accountId: string; challengeId: string; language: 'en' | 'cy' };

/** One workflow for each message: starting it again changes nothing. */
export const messageDeliveryWorkflowId = (challengeId: string): string => `message-code-${challengeId}`;

/** The workflow's name, for those who start it. */
export const messageDeliveryWorkflow = 'messageDelivery';
