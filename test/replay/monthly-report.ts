import { reportedMonth } from '../support/reported-month.js';
import type { WorkflowEnvironment } from '../support/workflow-environment.js';

/** A report that waits for its hour, and then for what had not been added up. @returns the id of its workflow */
export async function waitedFor(at: WorkflowEnvironment): Promise<string> {
  const { start, addUp, workflowId } = await reportedMonth(at);
  const handle = await start();
  await at.env.sleep('6 hours');
  await addUp();
  await handle.result();
  return workflowId;
}
