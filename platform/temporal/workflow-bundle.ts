import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { failureConverterPath } from './data-converter.js';

/** The modules that pass the request id, and the place in a trace, on inside workflows. */
const workflowInterceptorModules = ['request-id', 'tracing'].map(
  (folder) =>
    [`../${folder}/workflow.ts`, `../${folder}/workflow.js`]
      .map((file) => fileURLToPath(new URL(file, import.meta.url)))
      .find((path) => existsSync(path)) ?? '',
);

/**
 * Bundles workflows (1–2 s): `entry` is the absolute path of the module that exports them. Bundle once and share it
 * between workers; the build keeps one for production.
 */
export function bundleWorkflows(entry: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: entry,
    workflowInterceptorModules,
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
}
