import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.js';
import { migrateDatabases } from '../../store/migrations/migrate-databases.js';
import { type DevServer, startDevServer } from '../server.js';
import { type Child, startChild } from '../servers/child.mjs';
import { startMongo } from '../servers/mongo.mjs';
import { startTemporal } from '../servers/temporal.mjs';
import type { Lan } from './lan.js';
import { demoPartners, writePartners } from './partners.js';
import type { Ports } from './ports.js';
import { ready } from './ready.js';
import { keptSecrets } from './secrets.js';
import { developmentSettings } from './settings.js';
import { type Supervised, supervise } from './supervise.js';
import { startTlsProxy } from './tls-proxy.js';

export interface StackOptions {
  /** Holds everything that is kept: database, Temporal's file, secrets, logs. */
  dataDir: string;
  ports: Ports;
  /** Settings that take the place of the generated ones; `MONGODB_URI` and `TEMPORAL_ADDRESS` name servers that run already. */
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  /** For the PDS simulator, in requests a second. */
  pdsRate?: number;
  /** Temporal's own pages are of no use to tests. */
  temporalPages?: boolean;
  /** Serves both sites by HTTPS besides, at these addresses: they are then the public ones. */
  lan?: Lan | undefined;
}

export type ProcessName = 'database' | 'Temporal' | 'worker' | 'checks' | 'api';

/** All of Surety on this machine, from the built files. */
export interface Stack {
  suretyUrl: string;
  devServer: DevServer;
  /** The environment of Surety's processes. */
  settings: Record<string, string | undefined>;
  /** Those that were started here. */
  processes: Map<ProcessName, Supervised>;
  /** Stops the last started first: nobody loses what they stand on. */
  stop(): Promise<void>;
}

/** Waits for all, also when one fails: what was started can then be stopped. */
async function allOf(starts: (Promise<unknown> | undefined)[]): Promise<void> {
  for (const start of await Promise.allSettled(starts)) if (start.status === 'rejected') throw start.reason;
}

/** Starts everything in order; each process is started again when it ends by itself. On failure, stops what it started. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, ports, env, say, pdsRate, temporalPages = false, lan } = options;
  const logOf = (name: string) => join(dataDir, 'logs', `${name.toLowerCase()}.log`);
  const processes: Stack['processes'] = new Map();
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  const start = async (name: ProcessName, begin: () => Promise<Child>) => {
    say(`Starting ${name} …`);
    const supervised = await supervise(name, begin, say);
    processes.set(name, supervised);
    stops.push(() => supervised.stop());
  };

  try {
    const mongodbUri = env.MONGODB_URI || `mongodb://127.0.0.1:${ports.MONGODB_PORT}/?directConnection=true`;
    const temporalAddress = env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.TEMPORAL_PORT}`;
    const database = { dataDir: join(dataDir, 'database'), port: ports.MONGODB_PORT, logFile: logOf('database') };
    const temporal = {
      dbFile: join(dataDir, 'temporal.db'),
      port: ports.TEMPORAL_PORT,
      uiPort: temporalPages ? ports.TEMPORAL_UI_PORT : undefined,
      logFile: logOf('temporal'),
    };
    const secrets = keptSecrets(join(dataDir, 'secrets.json'));
    const localUrl = `http://localhost:${ports.PORT}`;
    const suretyUrl = lan?.suretyUrl ?? (env.SURETY_URL || localUrl);
    const databases = [
      env.MONGODB_URI ? undefined : start('database', () => startMongo(database)),
      env.TEMPORAL_ADDRESS ? undefined : start('Temporal', () => startTemporal(temporal)),
    ];
    say('Starting the development server …');
    const development = startDevServer({
      port: ports.DEV_PORT,
      mailPort: ports.MAIL_PORT,
      issuer: suretyUrl,
      ...(lan ? { suretyAt: localUrl, pagesUrl: lan.devUrl } : {}),
      secrets,
      dataDir,
      pdsRate,
    }).then((server) => {
      stops.push(() => server.close());
      return server;
    });
    await allOf([...databases, development]);
    const devServer = await development;

    const partnersFile = join(dataDir, 'partners.json');
    writePartners(partnersFile, demoPartners(secrets, lan?.devUrl ?? devServer.url, devServer.url));
    const place = { suretyUrl, devUrl: devServer.url, smtpUrl: devServer.smtpUrl, mongodbUri, temporalAddress };
    const here = lan ? { devPagesUrl: lan.devUrl, port: ports.PORT } : {};
    const generated = developmentSettings(secrets, { ...place, ...here, partnersFile });
    const node = {
      NODE_ENV: 'development',
      NODE_OPTIONS: '--enable-source-maps',
      // From Node 22.1 on: what was compiled once is not compiled again at the next start.
      NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
    };
    const common = { ...node, ...generated, ...env };
    // Our own proxies stand in front, and the api meets the certificate where staff sign in.
    const behind = lan && { SURETY_URL: suretyUrl, TRUST_PROXY: '1', NODE_EXTRA_CA_CERTS: lan.certificate.file };
    const settings = { ...common, ...behind };
    say('Migrating the database …');
    await migrateDatabases(settings);
    const surety = (name: ProcessName, entry: string, metricsPort: number, readyPort: number) =>
      start(name, async () => {
        const program = join(projectRoot, 'dist', entry);
        if (!existsSync(program)) throw new Error(`There is no ${entry} to start: run the build.`);
        const logFile = logOf(name);
        const own = { ...settings, METRICS_PORT: String(metricsPort) };
        const child = startChild(process.execPath, [program], { logFile, env: own, cwd: projectRoot });
        await ready(name, `http://localhost:${readyPort}/readyz`, child, logFile);
        return child;
      });
    await allOf([
      surety('worker', 'worker/main.js', ports.WORKER_METRICS_PORT, ports.WORKER_METRICS_PORT),
      surety('checks', 'worker/checks.js', ports.CHECKS_METRICS_PORT, ports.CHECKS_METRICS_PORT),
      surety('api', 'api/main.js', ports.API_METRICS_PORT, ports.PORT),
    ]);
    const proxied = [
      [ports.TLS_PORT, ports.PORT],
      [ports.DEV_TLS_PORT, ports.DEV_PORT],
    ] as const;
    if (lan)
      for (const [port, behindPort] of proxied) {
        const proxy = await startTlsProxy(lan.certificate, port, behindPort);
        stops.push(proxy.close);
      }
    return { suretyUrl, devServer, settings, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
