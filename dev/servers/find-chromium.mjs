import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { apt } from './apt.mjs';
import { find } from './find.mjs';
import { onPath, succeeds } from './programs.mjs';
import { reachable } from './reachable.mjs';

/** The one without windows first: it takes a fifth less of the processor. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** A Chromium for the browser tests. */
export const findChromium = () =>
  find({
    name: 'Chromium',
    setting: 'CHROMIUM_PATH',
    programs: names,
    ways: [
      downloadChromium,
      () => (['chromium-headless-shell', 'chromium'].some((name) => apt([name])) ? onPath(names) : undefined),
    ],
    advice: 'Install Chromium, or put the path of a Chrome into CHROMIUM_PATH: the browser tests cannot run without.',
    probe: ['--version', '--no-sandbox'],
  });

async function downloadChromium() {
  const { chromium } = await import('playwright-core');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (!(await reachable('https://cdn.playwright.dev'))) return undefined;
  const cli = join(root, 'node_modules/playwright-core/cli.js');
  const withLibraries = process.getuid?.() === 0 && onPath(['apt-get']) ? ['--with-deps'] : [];
  console.log('Downloading Chromium …');
  succeeds(process.execPath, [cli, 'install', ...withLibraries, 'chromium'], 420);
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}
