import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startDevServer } from '../../../dev/server.js';
import { type Child, startChild } from '../../../dev/servers/child.mjs';
import { startMongo } from '../../../dev/servers/mongo.mjs';
import { freePort } from '../../../dev/servers/ports.mjs';
import { startTemporal } from '../../../dev/servers/temporal.mjs';
import { demoPartners, writePartners } from '../../../dev/up/partners.js';
import { ready } from '../../../dev/up/ready.js';
import { keptSecrets, type Secrets } from '../../../dev/up/secrets.js';
import { developmentSettings } from '../../../dev/up/settings.js';
import { projectRoot } from '../../../platform/root.js';
import { migrateDatabases } from '../../../store/migrations/migrate-databases.js';
import type { Partner } from '../../../store/partners/partners.js';
/** The parts that a fault may strike. */
import { testSecrets } from '../test-secrets.js';
import { makeSmallDisk, type SmallDisk } from './small-disk.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

export const parts = ['database', 'temporal', 'worker', 'checks', 'api'] as const;
export type Part = (typeof parts)[number];
/** Those of our own. */
export type Clocked = 'worker' | 'checks' | 'api';

export type Product = {
  suretyUrl: string;
  devUrl: string;
  devServer: Awaited<ReturnType<typeof startDevServer>>;
  secrets: Secrets;
  settings: NodeJS.ProcessEnv;
  metricsUrls: Record<'worker' | 'checks' | 'api', string>;
  /** Its process, which leads a process group of its own. */
  pidOf(part: Part): number;
  /** Stops its process and what that started where they are, and has them go on. */
  signal(part: Part, signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Between the processes and their servers, where it was started with them. */
  proxies?: Readonly<Partial<Record<Part, TcpProxy>>> | undefined;
  /** What the database and Temporal keep their files on, and all others their temporary files (`checks`), where it was started with small disks. */
  disks?: Readonly<Partial<Record<Part, SmallDisk>>> | undefined;
  /** Sets the clock of a process of ours so many milliseconds off, where it was started with such clocks. */
  shiftClock(part: Clocked, ms: number): void;
  /** Whether its process runs. */
  runs(part: Part): boolean;
  /** SIGKILL, as a crash would. */
  kill(part: Part): Promise<void>;
  /** SIGTERM, as a deploy does. @returns its exit status once it has ended, or null where it had to be killed */
  end(part: Part): Promise<number | null>;
  /** Starts a killed part again on its old place and waits until it is ready. */
  start(part: Part): Promise<void>;
  /** All that the parts have written to their logs. */
  logs(): string;
  stop(): Promise<void>;
};

export type ProductOptions = {
  partners?: (devUrl: string) => Partner[];
  /** Requests a second that PDS takes. */
  pdsRate?: number;
  /** A database folder and its secrets that are there already; they stay when the product stops. */
  kept?: { databaseDir: string; secretsFile: string };
  /** Whether a write is tried again whose answer was lost: for rounds in which parts are killed. Dear in the development database. */
  retryWrites?: boolean;
  /** With connections to the database and to Temporal that can be made slow or cut, and clocks that can be set. */
  proxied?: boolean;
  /** With the files of the database and of Temporal on disks that can be filled: takes the rights of root. */
  smallDisks?: boolean;
  /** Settings of Surety besides. */
  env?: Record<string, string>;
};

/** The built product, all of it, on ports and in a folder of its own: what the browser tests walk through. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-product-'));
  const logOf = (name: string) => join(folder, `${name}.log`);
  const [apiPort, databasePort, temporalPort, apiMetrics, workerMetrics, checksMetrics] = await Promise.all(
    Array.from({ length: 6 }, freePort),
  );
  const suretyUrl = `http://localhost:${apiPort}`;
  const secrets = options.kept ? keptSecrets(options.kept.secretsFile) : await testSecrets();
  const devServer = await startDevServer({
    port: 0,
    mailPort: await freePort(),
    issuer: suretyUrl,
    secrets,
    pdsRate: options.pdsRate ?? 50,
  });
  const devUrl = devServer.url;
  const partnersFile = join(folder, 'partners.json');
  writePartners(partnersFile, [...demoPartners(secrets, devUrl), ...(options.partners?.(devUrl) ?? [])]);
  const [mongodbAt, temporalAt] = options.proxied ? [await freePort(), await freePort()] : [databasePort, temporalPort];
  const proxies = options.proxied
    ? {
        database: await startTcpProxy(mongodbAt ?? 0, databasePort ?? 0),
        temporal: await startTcpProxy(temporalAt ?? 0, temporalPort ?? 0),
      }
    : undefined;
  const mongodbUri = `mongodb://127.0.0.1:${mongodbAt}/?directConnection=true&retryWrites=${options.retryWrites ?? false}`;
  const temporalAddress = `127.0.0.1:${temporalAt}`;
  const place = { suretyUrl, devUrl, smtpUrl: devServer.smtpUrl, mongodbUri, temporalAddress, partnersFile };
  const generated = developmentSettings(secrets, place);
  const settings = { ...process.env, NODE_OPTIONS: '--enable-source-maps', ...generated, ...options.env };

  const disks = options.smallDisks
    ? {
        database: makeSmallDisk(join(folder, 'database'), 1_024),
        temporal: makeSmallDisk(join(folder, 'temporal'), 512),
        checks: makeSmallDisk(join(folder, 'temporary'), 16),
      }
    : undefined;
  const clockOf = (part: Clocked) => join(folder, `${part}.clock`);
  const clocked = (part: Clocked) =>
    options.proxied && {
      SHIFTED_CLOCK: clockOf(part),
      NODE_OPTIONS: `${settings.NODE_OPTIONS} --require ${join(projectRoot, 'dev/faults/shifted-clock.cjs')}`,
    };

  const node = async (part: Clocked, entry: string, metrics = 0, readyPort = 0): Promise<Child> => {
    const child = startChild(process.execPath, [join(projectRoot, 'dist', entry)], {
      logFile: logOf(part),
      env: {
        ...settings,
        ...clocked(part),
        ...(disks ? { TMPDIR: join(folder, 'temporary') } : {}),
        METRICS_PORT: String(metrics),
      },
      cwd: projectRoot,
    });
    await ready(part, `http://localhost:${readyPort}/readyz`, child, logOf(part));
    return child;
  };
  const begin: Record<Part, () => Promise<Child>> = {
    database: () => {
      const dataDir = options.kept?.databaseDir ?? join(folder, 'database');
      return startMongo({ dataDir, port: databasePort ?? 0, logFile: logOf('database') });
    },
    temporal: () =>
      startTemporal({
        dbFile: join(folder, 'temporal', 'temporal.db'),
        port: temporalPort ?? 0,
        logFile: logOf('temporal'),
      }),
    worker: () => node('worker', 'worker/main.js', workerMetrics, workerMetrics),
    checks: () => node('checks', 'worker/checks.js', checksMetrics, checksMetrics),
    api: () => node('api', 'api/main.js', apiMetrics, apiPort),
  };
  const children = new Map<Part, Child>();
  const start = async (part: Part) => void children.set(part, await begin[part]());
  const stop = async () => {
    for (const part of [...parts].reverse()) await children.get(part)?.stop(5_000);
    await devServer.close();
    await Promise.all(Object.values(proxies ?? {}).map((proxy) => proxy.close()));
    for (const disk of Object.values(disks ?? {})) disk.remove();
    keepLogs(folder, parts.map(logOf));
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    await Promise.all([start('database'), start('temporal')]);
    await migrateDatabases(settings);
    await Promise.all([start('worker'), start('checks'), start('api')]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    suretyUrl,
    devUrl,
    devServer,
    secrets,
    settings,
    metricsUrls: {
      worker: `http://localhost:${workerMetrics}/metrics`,
      checks: `http://localhost:${checksMetrics}/metrics`,
      api: `http://localhost:${apiMetrics}/metrics`,
    },
    pidOf: (part) => children.get(part)?.pid ?? 0,
    proxies,
    signal: (part, signal) => {
      const pid = children.get(part)?.pid;
      if (pid) process.kill(-pid, signal);
    },
    disks,
    shiftClock: (part, ms) => writeFileSync(clockOf(part), String(ms)),
    runs: (part) => children.get(part)?.running() ?? false,
    kill: async (part) => {
      await children.get(part)?.kill();
    },
    end: async (part) => {
      const child = children.get(part);
      await child?.stop(30_000);
      return (await child?.ended) ?? null;
    },
    start,
    logs: () => parts.map((part) => read(logOf(part))).join('\n'),
    stop,
  };
}

/** Where all that a test run prints is searched for personal data (.ci/run), the logs of the products that it started are kept. */
function keepLogs(folder: string, files: readonly string[]): void {
  const kept = process.env.TEST_OUTPUT;
  if (!kept) return;
  for (const file of files.filter(existsSync)) copyFileSync(file, join(kept, `${basename(folder)}-${basename(file)}`));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
