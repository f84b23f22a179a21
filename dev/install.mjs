import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Oldest Node that runs everything, as `engines` in package.json says. */
const oldest = { major: 20, minor: 19 };

/** Refuses an old Node, and installs the packages when they are missing or older than the lock file. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldest.major || (major === oldest.major && minor < oldest.minor))
    throw new Error(`Surety needs Node ${oldest.major}.${oldest.minor} or newer; this is ${process.versions.node}.`);
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('Installing packages …');
  // The database's own installer would download at once and wait where it cannot: dev/servers does that when needed.
  const env = { ...process.env, MONGOMS_DISABLE_POSTINSTALL: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  // Not `npm ci`: it refuses a lock file that lacks the builds for other platforms. The locked versions are kept all the same.
  const args = ['install', '--no-save', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('npm install failed: see its messages above.');
}
