import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { contactsSent, linkageWorkflowId } from './messages.js';

/** The GP system may take the email address that the person has now; a linkage that has ended meanwhile needs nothing. */
export async function goOnWithLinkage(linkageId: string): Promise<void> {
  await getExternalWorkflowHandle(linkageWorkflowId(linkageId))
    .signal(contactsSent)
    .catch(() => undefined);
}
