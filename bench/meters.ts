import type { Product } from '../test/support/product/product.js';

/** What the product's processes have used so far. */
export interface Meters {
  /** Milliseconds of CPU, by process. */
  cpu: Readonly<Record<'api' | 'worker' | 'checks', number>>;
  /** Commands to the database, by `kind command collection`. */
  commands: ReadonlyMap<string, number>;
}

/** Reads the processes' own metrics. */
export async function readMeters({ metricsUrls }: Product): Promise<Meters> {
  const [api, worker, checks] = await Promise.all(
    [metricsUrls.api, metricsUrls.worker, metricsUrls.checks].map(async (url) => (await fetch(url)).text()),
  );
  const commands = new Map<string, number>();
  for (const text of [api, worker, checks]) addCommands(commands, text ?? '');
  return { cpu: { api: cpuOf(api), worker: cpuOf(worker), checks: cpuOf(checks) }, commands };
}

/** What was used between two readings, for each of so many. */
export function used(before: Meters, after: Meters, count: number): Meters {
  const each = (name: keyof Meters['cpu']) => (after.cpu[name] - before.cpu[name]) / count;
  const commands = [...after.commands].map(
    ([name, value]) => [name, (value - (before.commands.get(name) ?? 0)) / count] as const,
  );
  return {
    cpu: { api: each('api'), worker: each('worker'), checks: each('checks') },
    commands: new Map(commands.filter(([, value]) => value > 0)),
  };
}

/** How many commands of a kind there were. */
export function commandsOf({ commands }: Meters, kind: 'read' | 'write'): number {
  return [...commands].reduce((sum, [name, value]) => sum + (name.startsWith(kind) ? value : 0), 0);
}

function cpuOf(text = ''): number {
  return 1000 * Number(text.match(/^process_cpu_seconds_total(?:{[^}]*})? (\S+)/m)?.[1] ?? 0);
}

function addCommands(commands: Map<string, number>, text: string): void {
  const lines = text.matchAll(
    /^surety_store_commands_total{kind="(\w+)",command="(\w+)",collection="([^"]+)"} (\S+)/gm,
  );
  for (const [, kind, command, collection, value] of lines) {
    const name = `${kind} ${command} ${collection}`;
    commands.set(name, (commands.get(name) ?? 0) + Number(value));
  }
}
