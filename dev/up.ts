import { join, resolve } from 'node:path';
import { projectRoot } from '../platform/root.js';
import { addresses } from './up/addresses.js';
import { prepareLan } from './up/lan.js';
import { choosePorts, type Ports, refuseBusyPorts } from './up/ports.js';
import { startStack } from './up/stack.js';

/** Where everything is kept: `.data/`, unless `DATA_DIR` names another folder. */
export const dataDir = resolve(process.env.DATA_DIR || join(projectRoot, '.data'));
const say = (line: string) => console.log(line);

/** What is asked for on the command line. `lan`: phones in the same network are to reach everything, by HTTPS. */
export interface UpOptions {
  lan: boolean;
}

/** The ports of this start. @throws Error that names those on which something runs, such as another start */
export async function portsOfStart({ lan }: UpOptions): Promise<Ports> {
  const ports = choosePorts(process.env);
  const { MONGODB_URI, TEMPORAL_ADDRESS } = process.env;
  const wanted = (Object.keys(ports) as (keyof Ports)[]).filter(
    (name) =>
      !(MONGODB_URI && name === 'MONGODB_PORT') &&
      !(TEMPORAL_ADDRESS && name.startsWith('TEMPORAL_')) &&
      (lan || !name.endsWith('TLS_PORT')),
  );
  await refuseBusyPorts(ports, wanted);
  return ports;
}

/** Starts everything, prints where it is, and stops it when told to. */
export async function up(options: UpOptions): Promise<void> {
  const ports = await portsOfStart(options);
  const lan = options.lan ? await prepareLan(dataDir, ports, process.env.LAN_ADDRESS) : undefined;
  let stop: (() => Promise<void>) | undefined;
  let asked = false;
  const end = async () => {
    // While still starting, or asked a second time: at once. Children that run are killed as this process exits.
    if (asked || !stop) process.exit(1);
    asked = true;
    say('\nStopping …');
    await stop();
    say(`Stopped. Your data are kept in ${dataDir}`);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  whenParentEnds(end);
  const stack = await startStack({ dataDir, ports, env: process.env, say, temporalPages: true, lan });
  stop = stack.stop;
  say(`\n${addresses(ports, !process.env.TEMPORAL_ADDRESS, lan)}\n\nSurety is ready`);
}

/** npm's shell does not pass signals on: when it is gone, so are we. */
function whenParentEnds(end: () => Promise<void>): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void end();
  }, 500);
}
