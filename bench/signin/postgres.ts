import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../../dev/servers/child.mjs';
import { freePort, listening } from '../../dev/servers/ports.mjs';
import { onPath, succeeds } from '../../dev/servers/programs.mjs';

export interface Postgres {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** The name and the database that Keycloak uses. It trusts whoever is on this machine. */
export const postgresUser = 'keycloak';

/** Where Debian keeps it. */
const debian = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root. */
const nobody = 65_534;

/** Starts PostgreSQL on a folder of its own, as installed (no setting changed but where it is). @returns undefined where there is none */
export async function startPostgres(): Promise<Postgres | undefined> {
  const bin = folderOfPrograms();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'surety-postgres-'));
  const root = process.getuid?.() === 0;
  if (root) chownSync(folder, nobody, nobody);
  const as = root ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : ['env'];
  const data = join(folder, 'data');
  const [program = '', ...words] = as;
  const initdb = [...words, join(bin, 'initdb'), '-D', data, '-U', postgresUser, '--auth=trust', '--encoding=UTF8'];
  if (!succeeds(program, initdb, 60)) throw new Error('initdb failed');
  const port = await freePort();
  const options = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
  const child: Child = startChild(program, [...words, join(bin, 'postgres'), ...options]);
  await listening(port, child, { name: 'PostgreSQL', logFile: '' });
  return {
    pid: child.pid,
    port,
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function folderOfPrograms(): string | undefined {
  const found = onPath(['initdb']);
  if (found) return join(found, '..');
  if (!existsSync(debian)) return undefined;
  const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(debian, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}
