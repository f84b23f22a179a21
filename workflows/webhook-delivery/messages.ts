import { defineUpdate } from '@temporalio/workflow';

/** An event on its way to a webhook. */
export type WebhookDeliveryInput = { deliveryId: string };

/** The workflow's name, for those who start it. */
export const webhookDeliveryWorkflow = 'webhookDelivery';

/** One workflow for each delivery: starting it again changes nothing while it runs. */
export const webhookDeliveryWorkflowId = ({ deliveryId }: WebhookDeliveryInput): string => `webhook-${deliveryId}`;

/** Somebody asked for another attempt now. */
export const attemptNow = defineUpdate<void, []>('attemptNow');
