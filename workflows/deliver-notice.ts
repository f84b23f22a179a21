import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { messageDeliveryWorkflow, messageDeliveryWorkflowId } from './message-delivery/messages.js';
import { taskQueues } from './task-queues.js';

/** A notice has a workflow of its own, which outlives this one; whoever was told before is not told again. */
export async function deliverNotice(key: string): Promise<void> {
  const message = { key, kind: 'notice' } as const;
  try {
    await startChild(messageDeliveryWorkflow, {
      taskQueue: taskQueues.journeys,
      workflowId: messageDeliveryWorkflowId(message),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [message],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
