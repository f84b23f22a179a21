import { isBusy } from '../servers/ports.mjs';

/** The setting that moves each port, what listens there, and where it listens unless told otherwise. */
const table = {
  PORT: ['Surety', 3000],
  DEV_PORT: ['the development server', 3001],
  MAIL_PORT: ['the mail server of development', 3002],
  TLS_PORT: ['Surety by HTTPS, with --lan', 3443],
  DEV_TLS_PORT: ['the development server by HTTPS, with --lan', 3444],
  MONGODB_PORT: ['the database', 27117],
  TEMPORAL_PORT: ['Temporal', 7233],
  TEMPORAL_UI_PORT: ["Temporal's pages", 8233],
  API_METRICS_PORT: ['the metrics of the api', 9463],
  WORKER_METRICS_PORT: ['the metrics of the worker', 9464],
  CHECKS_METRICS_PORT: ['the metrics of the checks worker', 9465],
} as const;

export type Ports = Record<keyof typeof table, number>;

const settings = Object.keys(table) as (keyof Ports)[];

/**
 * The ports of this start.
 * @throws Error naming a setting that is no port, or two that are the same
 */
export function choosePorts(env: NodeJS.ProcessEnv): Ports {
  const taken = new Map<number, string>();
  const chosen = settings.map((setting) => {
    const port = Number(env[setting] || table[setting][1]);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`${setting} is ${env[setting]}, which is no port.`);
    const other = taken.get(port);
    if (other) throw new Error(`${other} and ${setting} are both ${port}: each needs a port of its own.`);
    taken.set(port, setting);
    return [setting, port] as const;
  });
  return Object.fromEntries(chosen) as Ports;
}

/**
 * Makes sure that nothing listens yet where we will.
 * @throws Error that names every busy port, and the setting that moves it
 */
export async function refuseBusyPorts(ports: Ports, wanted: readonly (keyof Ports)[] = settings): Promise<void> {
  const busy = await Promise.all(wanted.map((setting) => isBusy(ports[setting])));
  const sentences = wanted
    .filter((_, index) => busy[index])
    .map((setting) => `Port ${ports[setting]} (${table[setting][0]}) is in use: stop what uses it, or set ${setting}.`);
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}
