import type { Client } from '@temporalio/client';
import {
  type MessageDeliveryInput,
  messageDeliveryWorkflow,
  messageDeliveryWorkflowId,
} from '../../workflows/message-delivery/messages.js';
import { start } from './ask.js';

/** Sends the code of a sign-in, or a message that lies in the store, without waiting for it. Sent once, however often it is asked for. */
export function sendMessage(temporal: Client, message: MessageDeliveryInput): Promise<void> {
  return start(temporal, messageDeliveryWorkflow, messageDeliveryWorkflowId(message), message);
}
