import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stop } from 'esbuild';
import { buildAssets } from './build/assets.mjs';
import { buildBrowser } from './build/browser.mjs';
import { buildCode } from './build/code.mjs';
import { compress } from './build/compress.mjs';
import { buildPrograms } from './build/programs.mjs';
import { buildStyles } from './build/styles.mjs';
import { buildWorkflows } from './build/workflows.mjs';
import { root } from './root.mjs';

/**
 * Makes `dist/`: the programs, the tools' modules, the workflow bundle, and `dist/public/` with a manifest of logical name → file
 * name. Parts whose inputs have not changed are left alone.
 */
export async function buildAll() {
  await buildCode();
  const [browser, styles, assets] = await Promise.all([
    buildBrowser(),
    buildStyles(),
    buildAssets(),
    buildWorkflows(),
    buildPrograms(),
  ]);
  const files = { ...assets, ...styles, ...browser };
  const names = Object.entries(files).map(([name, path]) => [name, path.replace(/^public\//, '')]);
  await compress(Object.values(files));
  writeFileSync(join(root, 'dist/public/manifest.json'), JSON.stringify(Object.fromEntries(names), null, 1));
  await stop();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const start = Date.now();
  await buildAll();
  console.log(`Built in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
