import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { verificationWorkflowId } from './messages.js';

/** A case ends itself when it is cancelled, as if its person had taken it back; it may be over already, which is as good. */
export async function endCase(caseId: string): Promise<void> {
  await getExternalWorkflowHandle(verificationWorkflowId(caseId))
    .cancel()
    .catch(() => undefined);
}
