import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { failureConverterPath } from './data-converter.js';
import { workflowInterceptorModules } from './temporal-interceptors.js';

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
