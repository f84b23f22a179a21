import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startChild } from '../../dev/servers/child.mjs';
import { freePort, listening } from '../../dev/servers/ports.mjs';
import { succeeds } from '../../dev/servers/programs.mjs';
import { projectRoot } from '../../platform/root.js';
import { cpuOfTree } from '../processes.js';
import { realmName } from './keycloak-realm.js';
import { postgresUser, startPostgres } from './postgres.js';

const version = '26.7.3';
const folder = join(projectRoot, '.cache', 'bench');
const home = join(folder, `keycloak-${version}`);

/** It builds itself and makes its tables first. In seconds. */
const slowestStart = 900;

export interface Keycloak {
  issuer: string;
  /** What is measured, in words. */
  about: string;
  /** Milliseconds of CPU used so far. `database` is 0 where Keycloak's own lies within it. */
  cpu(): { server: number; database: number };
  stop(): Promise<void>;
}

/**
 * Starts Keycloak in its production mode, on PostgreSQL where that is installed, else on the database that comes with it, in its own
 * process. Its distribution is fetched from Maven Central by Maven, once.
 * @param realm what it is to know, as JSON
 */
export async function startKeycloak(realm: object): Promise<Keycloak> {
  install();
  const work = mkdtempSync(join(tmpdir(), 'surety-keycloak-'));
  const imports = join(home, 'data', 'import');
  mkdirSync(imports, { recursive: true });
  writeFileSync(join(imports, `${realmName}-realm.json`), JSON.stringify(realm));
  const postgres = await startPostgres();
  const port = await freePort();
  const java = newestJava();
  const env = { ...process.env, ...(java ? { JAVA_HOME: java } : {}) };
  const database = postgres
    ? [
        '--db=postgres',
        `--db-url=jdbc:postgresql://127.0.0.1:${postgres.port}/postgres`,
        `--db-username=${postgresUser}`,
      ]
    : ['--db=dev-file', `--db-url=jdbc:h2:file:${join(work, 'keycloak')}`];
  const script = join(home, 'bin', 'kc.sh');
  const logFile = join(folder, 'keycloak.log');
  rmSync(logFile, { force: true });
  const words = [...database, '--http-enabled=true', `--http-port=${port}`, `--hostname=http://localhost:${port}`];
  const child = startChild('sh', [script, 'start', '--import-realm', '--cache=local', '--log-level=warn', ...words], {
    logFile,
    env,
  });
  await listening(port, child, { name: 'Keycloak', logFile }, slowestStart);
  return {
    issuer: `http://localhost:${port}/realms/${realmName}`,
    about: `Keycloak ${version}, production mode, ${postgres ? 'PostgreSQL' : 'H2 within it'}, ${java ? basename(java) : 'Java of PATH'}`,
    cpu: () => ({ server: cpuOfTree(child.pid), database: postgres ? cpuOfTree(postgres.pid) : 0 }),
    async stop() {
      await child.stop();
      await postgres?.stop();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

function install(): void {
  if (existsSync(home)) return;
  mkdirSync(folder, { recursive: true });
  console.log(`Fetching Keycloak ${version} from Maven Central …`);
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`;
  if (!succeeds('mvn', ['-q', '-B', 'dependency:unpack', artifact, `-DoutputDirectory=${folder}`], 600)) {
    throw new Error('Keycloak was not fetched. This needs Maven and a JDK of 17 or newer.');
  }
}

/** JAVA_HOME, or the newest that Debian's folder has; undefined: the one on PATH. */
function newestJava(): string | undefined {
  if (process.env.JAVA_HOME) return process.env.JAVA_HOME;
  const all = '/usr/lib/jvm';
  if (!existsSync(all)) return undefined;
  const versionOf = (name: string) => Number(/\d+/.exec(name.replace('1.', ''))?.[0] ?? 0);
  const [newest] = readdirSync(all)
    .filter((name) => existsSync(join(all, name, 'bin', 'java')))
    .sort((a, b) => versionOf(b) - versionOf(a));
  return newest && join(all, newest);
}
