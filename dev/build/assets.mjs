import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.mjs';
import { filesBelow } from './files.mjs';
import { part } from './part.mjs';

const icons = 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images';
const wishes = 'ui/browser-assets.json';

/**
 * Copies what the browser loads as it is: the style sheet's arrows and ticks (never the logo), `ui/public/**`, and the
 * models that camera code asks for in `ui/browser-assets.json`, a list of `{ from, to }`: `from` is relative to the
 * project, `to` to the public folder.
 */
export function buildAssets() {
  /** @type {{ from: string, to: string }[]} */
  const wanted = existsSync(join(root, wishes)) ? JSON.parse(readFileSync(join(root, wishes), 'utf8')) : [];
  for (const path of filesBelow([icons], isPlainIcon)) wanted.push({ from: path, to: path.replace(icons, 'images') });
  for (const path of filesBelow(['ui/public'], () => true))
    wanted.push({ from: path, to: path.slice('ui/public/'.length) });
  return part('assets', [wishes, ...wanted.map(({ from }) => from)], async () => {
    /** @type {Record<string, string>} */
    const outputs = {};
    for (const { from, to } of wanted) {
      if (!existsSync(join(root, from))) throw new Error(`${wishes} asks for ${from}, which does not exist`);
      const target = join(root, 'dist/public', to);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(root, from), target);
      outputs[to] = `public/${to}`;
    }
    return { outputs };
  });
}

/** @param {string} path */
const isPlainIcon = (path) => /nhsuk-icon-[a-z-]+\.svg$/.test(path) && !path.endsWith('mask.svg');
