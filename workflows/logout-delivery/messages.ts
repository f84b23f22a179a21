/** A partner is to be told that a session is over: by the `sid` it knows it by, and the person's `sub` there. */
export type LogoutDeliveryInput = { partnerId: string; accountId: string; sid: string };

/** One workflow for each session and partner: starting it again changes nothing. */
export const logoutDeliveryWorkflowId = ({ sid }: Pick<LogoutDeliveryInput, 'sid'>): string => `logout-${sid}`;

/** The workflow's name, for those who start it. */
export const logoutDeliveryWorkflow = 'logoutDelivery';
