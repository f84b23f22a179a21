import { reportedMonth } from '../support/insight/reported-month.js';
import type { WorkflowEnvironment } from '../support/workflows/workflow-environment.js';

/** A report that waits for its hour, and goes to one person. @returns the id of its workflow */
export async function waitedFor(at: WorkflowEnvironment): Promise<string> {
  const { start, justBefore, workflowId } = await reportedMonth(at);
  const handle = await start();
  await justBefore();
  await handle.result();
  return workflowId;
}
