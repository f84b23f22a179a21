import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../root.mjs';
import { filesBelow, isServerSource } from './files.mjs';
import { part } from './part.mjs';

/**
 * Bundles the workflows ahead of time into `dist/workflow-bundle.js`, so that workers start fast. Made from the
 * transpiled files: run it after the code. Nothing is made while there is no `workflows/index.ts`.
 */
export async function buildWorkflows() {
  if (!existsSync(join(root, 'workflows/index.ts'))) return {};
  const sources = filesBelow(
    ['workflows', 'domain', 'platform'],
    (path) => isServerSource(path) || path.endsWith('.cjs'),
  );
  return part('workflows', sources, async () => {
    const { bundleWorkflows } = await import(
      pathToFileURL(join(root, 'dist/platform/temporal/workflow-bundle.js')).href
    );
    const { code } = await bundleWorkflows(join(root, 'dist/workflows/index.js'));
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, 'dist/workflow-bundle.js'), code);
    return { outputs: { 'workflow-bundle.js': 'workflow-bundle.js' } };
  });
}
