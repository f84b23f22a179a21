import { basename } from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';
import { filesBelow, isBrowserEntry } from './files.mjs';
import { part } from './part.mjs';

/**
 * Bundles every `ui/…/name.browser.ts` into `dist/public/name.<hash>.js`.
 * Code that several pages share, or load only when needed, goes into files of its own.
 */
export function buildBrowser() {
  const entries = filesBelow(['ui'], isBrowserEntry);
  return part('browser', entries, async () => {
    if (entries.length === 0) return { outputs: {} };
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: entries.map((path) => ({ in: path, out: basename(path, '.browser.ts') })),
      outdir: 'dist/public',
      entryNames: '[name].[hash]',
      chunkNames: 'part.[hash]',
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: ['chrome90', 'firefox90', 'safari15'],
      legalComments: 'none',
      metafile: true,
      logLevel: 'warning',
    });
    /** @type {Record<string, string>} */
    const outputs = {};
    for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
      const name = entryPoint ? `${basename(entryPoint, '.browser.ts')}.js` : basename(path);
      outputs[name] = path.replace(/^dist\//, '');
    }
    return { outputs, inputs: Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules')) };
  });
}
