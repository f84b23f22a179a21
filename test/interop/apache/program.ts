import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from '../../../dev/servers/programs.mjs';
import { projectRoot } from '../../../platform/root.js';

/** Apache with mod_auth_openidc, wherever it lies. */
export interface Apache {
  program: string;
  /** The folder of its modules. */
  modules: string;
  env: NodeJS.ProcessEnv;
}

const wanted = ['apache2-bin', 'libapache2-mod-auth-openidc'];
const modulesBelow = (root: string) => join(root, 'usr/lib/apache2/modules');
const hasModule = (root: string) => existsSync(join(modulesBelow(root), 'mod_auth_openidc.so'));

/** The installed one, or Debian's packages unpacked below `.cache/interop`: nothing of the system is touched, and nobody need be root. */
export function findApache(): Apache {
  const installed = onPath(['apache2']) ?? '/usr/sbin/apache2';
  if (existsSync(installed) && hasModule('/'))
    return { program: installed, modules: modulesBelow('/'), env: process.env };
  const root = join(projectRoot, '.cache', 'interop', 'apache', 'root');
  if (!hasModule(root)) unpack(root);
  const libraries = join(root, 'usr/lib');
  const folders = readdirSync(libraries, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = [libraries, ...folders.map(({ name }) => join(libraries, name))];
  const env = { ...process.env, LD_LIBRARY_PATH: [...paths, process.env.LD_LIBRARY_PATH ?? ''].join(':') };
  return { program: join(root, 'usr/sbin/apache2'), modules: modulesBelow(root), env };
}

function unpack(root: string): void {
  const folder = join(root, '..', 'packages');
  mkdirSync(folder, { recursive: true });
  console.log('Fetching Apache and mod_auth_openidc from Debian into .cache/interop/apache …');
  // What is missing here, by name; the rest is there already.
  const plan = run('apt-get', ['install', '--simulate', '--no-install-recommends', ...wanted], folder);
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
  run('apt-get', ['download', ...names], folder);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    run('dpkg', ['-x', file, root], folder);
  }
  writeFileSync(join(root, 'packages.txt'), names.join('\n'));
}

function run(program: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}. This needs Debian, or Apache with it.`);
  return stdout;
}
