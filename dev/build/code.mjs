import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';
import { filesBelow, isServerSource, rooms } from './files.mjs';
import { part } from './part.mjs';
import { programs } from './programs.mjs';

/**
 * Transpiles the server's TypeScript file by file into `dist/`, same tree, for the tools; development's plain modules are copied. The programs are
 * bundled instead.
 */
export function buildCode() {
  const sources = filesBelow(rooms, isServerSource).filter((path) => !programs.includes(path));
  const plain = filesBelow(['dev'], (path) => path.endsWith('.mjs'));
  return part('code', [...sources, ...plain], async () => {
    await build({
      absWorkingDir: root,
      entryPoints: sources,
      outdir: 'dist',
      outbase: '.',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
    });
    for (const path of plain) {
      mkdirSync(dirname(join(root, 'dist', path)), { recursive: true });
      copyFileSync(join(root, path), join(root, 'dist', path));
    }
    const made = [...sources.map((path) => path.replace(/\.ts$/, '.js')), ...plain];
    return {
      outputs: Object.fromEntries(made.filter((path) => existsSync(join(root, 'dist', path))).map((p) => [p, p])),
    };
  });
}
