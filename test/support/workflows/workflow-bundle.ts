import { join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import { projectRoot } from '../../../platform/root.js';
import { bundleWorkflows } from '../../../platform/temporal/workflow-bundle.js';
import { madeOnce } from '../made-once.js';

/** The workflows as their sources stand, bundled once for all test files of a run. */
export function workflowBundle(): Promise<WorkflowBundle> {
  return madeOnce('workflow-bundle', () => bundleWorkflows(join(projectRoot, 'workflows', 'index.ts')));
}
