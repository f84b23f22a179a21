import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { root } from '../root.mjs';
import { filesBelow, shortHash } from './files.mjs';
import { fitStyles } from './fit-styles.mjs';
import { part } from './part.mjs';

const frontend = 'node_modules/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css';

/**
 * The design system's style sheet without its font (which is not ours to use, and would be fetched from another host),
 * followed by our own: `dist/public/surety.<hash>.css`.
 */
export function buildStyles() {
  const own = filesBelow(['ui/styles'], (path) => path.endsWith('.css'));
  const sources = filesBelow(['ui'], (path) => /\.(njk|ts)$/.test(path) && !path.endsWith('.test.ts'));
  return part('styles', [frontend, ...own, ...sources], async () => {
    const base = readFileSync(join(root, frontend), 'utf8')
      .replace(/@font-face\s*{[^}]*}/g, '')
      .replace(/(["']?)Frutiger W01\1\s*,/g, '')
      .replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
    if (/frutiger|https?:\/\/assets/i.test(base))
      throw new Error(`${frontend} still names a font or a host of its own`);
    const ours = own.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
    const { code } = await transform(`${fitStyles(base, sources)}\n${ours}`, { loader: 'css', minify: true });
    const path = `public/surety.${shortHash(code)}.css`;
    mkdirSync(join(root, 'dist/public'), { recursive: true });
    writeFileSync(join(root, 'dist', path), code);
    return { outputs: { 'surety.css': path } };
  });
}
