import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.js';
import { startDevServer } from './server.js';
import { startChild } from './servers/child.mjs';
import { startMongo } from './servers/mongo.mjs';
import { startTemporal } from './servers/temporal.mjs';
import { addresses } from './up/addresses.js';
import { demoPartner, writePartners } from './up/partners.js';
import { choosePorts, type Ports, refuseBusyPorts } from './up/ports.js';
import { ready } from './up/ready.js';
import { keptSecrets } from './up/secrets.js';
import { developmentSettings } from './up/settings.js';
import { type Supervised, supervise } from './up/supervise.js';

const data = join(projectRoot, '.data');
const logOf = (name: string) => join(data, 'logs', `${name}.log`);
const say = (line: string) => console.log(line);

/** Whether this start brings its own database and Temporal, or uses ones that the settings name. */
const owned = () => ({ database: !process.env.MONGODB_URI, temporal: !process.env.TEMPORAL_ADDRESS });

function wantedPorts(ports: Ports): (keyof Ports)[] {
  const { database, temporal } = owned();
  return (Object.keys(ports) as (keyof Ports)[]).filter(
    (name) => (database || name !== 'MONGODB_PORT') && (temporal || !name.startsWith('TEMPORAL_')),
  );
}

/** Makes sure that no other start runs on these ports. */
export async function stopped(): Promise<void> {
  const ports = choosePorts(process.env);
  await refuseBusyPorts(ports, wantedPorts(ports));
}

/** Starts everything in order, and prints where it is. Ends, children first, when the process is told to. */
export async function up(): Promise<void> {
  await stopped();
  const ports = choosePorts(process.env);
  const secrets = keptSecrets(join(data, 'secrets.json'));
  const running: { stop(): Promise<void> }[] = [];
  stopOnSignal(running);
  const start = async (name: string, begin: () => Promise<Awaited<ReturnType<Supervised['current']>>>) => {
    say(`Starting ${name} …`);
    running.push(await supervise(name, begin, say));
  };

  try {
    const { database, temporal } = owned();
    const mongodbUri = process.env.MONGODB_URI || `mongodb://127.0.0.1:${ports.MONGODB_PORT}/?directConnection=true`;
    const temporalAddress = process.env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.TEMPORAL_PORT}`;
    if (database) {
      const options = { dataDir: join(data, 'database'), port: ports.MONGODB_PORT, logFile: logOf('database') };
      await start('the database', () => startMongo(options));
    }
    if (temporal) {
      const place = { port: ports.TEMPORAL_PORT, uiPort: ports.TEMPORAL_UI_PORT, logFile: logOf('temporal') };
      await start('Temporal', () => startTemporal({ dbFile: join(data, 'temporal.db'), ...place }));
    }
    const partnersFile = join(data, 'partners.json');
    const suretyUrl = process.env.SURETY_URL || `http://localhost:${ports.PORT}`;
    const devUrl = `http://localhost:${ports.DEV_PORT}`;
    const smtpUrl = `smtp://127.0.0.1:${ports.MAIL_PORT}`;
    writePartners(partnersFile, [demoPartner(secrets.partnerKey, devUrl)]);
    const place = { suretyUrl, devUrl, smtpUrl, mongodbUri, temporalAddress, partnersFile };
    const settings = developmentSettings(secrets, place);
    say('Starting the development server …');
    const devServer = await startDevServer({
      port: ports.DEV_PORT,
      mailPort: ports.MAIL_PORT,
      issuer: suretyUrl,
      secrets,
      dataDir: data,
    });
    running.push({ stop: () => devServer.close() });

    const env = { NODE_ENV: 'development', NODE_OPTIONS: '--enable-source-maps', ...settings, ...process.env };
    const processes = [
      ['worker', 'worker/main.js', ports.WORKER_METRICS_PORT, ports.WORKER_METRICS_PORT],
      ['checks', 'worker/checks.js', ports.CHECKS_METRICS_PORT, ports.CHECKS_METRICS_PORT],
      ['api', 'api/main.js', ports.API_METRICS_PORT, ports.PORT],
    ] as const;
    for (const [name, entry, metricsPort, readyPort] of processes) {
      const program = join(projectRoot, 'dist', entry);
      if (!existsSync(program)) throw new Error(`There is no ${entry} to start.`);
      await start(name, async () => {
        const child = startChild(process.execPath, [program], {
          logFile: logOf(name),
          env: { ...env, METRICS_PORT: String(metricsPort) },
          cwd: projectRoot,
        });
        await ready(name, `http://localhost:${readyPort}/readyz`, child, logOf(name));
        return child;
      });
    }
    say(`\n${addresses(ports, temporal)}\n\nSurety is ready`);
  } catch (error) {
    await stopAll(running);
    throw error;
  }
}

/** Last started, first stopped: nobody loses what they stand on. */
async function stopAll(running: { stop(): Promise<void> }[]): Promise<void> {
  for (let next = running.pop(); next; next = running.pop()) await next.stop();
}

function stopOnSignal(running: { stop(): Promise<void> }[]): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, async () => {
      // Asked a second time: at once. Children that still run are killed as this process exits.
      if (asked) process.exit(1);
      asked = true;
      say('\nStopping …');
      await stopAll(running);
      say('Stopped. Your data are kept in .data/');
      process.exit(0);
    });
}
