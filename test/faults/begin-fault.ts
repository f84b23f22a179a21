import { setTimeout as sleep } from 'node:timers/promises';
import { type Part, type Product, parts } from '../support/product.js';

/** What lies outside, and is struck in its simulator. */
export const outside = ['smtp', 'notify', 'pds'] as const;
export type Outside = (typeof outside)[number];
export type Struck = Part | Outside;

/**
 * `kill`: SIGKILL, and started anew. `stop`: SIGSTOP, then SIGCONT, as on a machine that is out of breath. `slow`: each piece of data comes late.
 * `cut`: connections break; outside, the request is carried out and its answer lost. `fail`: 503 (421 for mail). `silent`: no answer.
 */
export type How = 'kill' | 'stop' | 'slow' | 'cut' | 'fail' | 'silent';

/** What can be done to each. */
export const waysToStrike: Readonly<Record<Struck, readonly How[]>> = {
  database: ['kill', 'stop', 'slow', 'cut'],
  temporal: ['kill', 'stop', 'slow', 'cut'],
  worker: ['kill', 'stop'],
  checks: ['kill', 'stop'],
  api: ['kill', 'stop'],
  smtp: ['slow', 'cut', 'fail', 'silent'],
  notify: ['slow', 'cut', 'fail', 'silent'],
  pds: ['slow', 'cut', 'fail', 'silent'],
};

/** How late the data of our own parts comes when they are slow, and the answers of those outside, in milliseconds. */
const late = { inside: 40, outside: 3_000 };

/** Begins a fault. @returns what ends it */
export async function beginFault(product: Product, part: Struck, how: How): Promise<() => Promise<void>> {
  if (!isPart(part)) return failOutside(product, part, how);
  if (how === 'stop') {
    product.signal(part, 'SIGSTOP');
    return async () => product.signal(part, 'SIGCONT');
  }
  if (how === 'kill') {
    await product.kill(part);
    return () => startAgain(product, part);
  }
  const proxy = product.proxies?.[part];
  if (!proxy) throw new Error(`${part} cannot be made ${how}: the product was not started with proxies`);
  if (how === 'cut') proxy.cut();
  else proxy.slow(late.inside);
  return async () => proxy.mend();
}

const isPart = (part: Struck): part is Part => (parts as readonly string[]).includes(part);

/** As a supervisor does: a process that ends because another one is down is started until it stays. */
async function startAgain(product: Product, part: Part): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await product.start(part);
    } catch (error) {
      if (tries === 10) throw error;
      await sleep(500);
    }
  }
}

async function failOutside({ devUrl }: Product, target: Outside, how: How): Promise<() => Promise<void>> {
  const status = target === 'smtp' ? 421 : 503;
  const faults = {
    slow: { delayMs: late.outside },
    cut: { drop: true },
    fail: { status },
    silent: { timeout: true },
  } as const;
  if (!(how in faults)) throw new Error(`${target} cannot be struck by ${how}`);
  const send = (method: string, path: string, body?: object) =>
    fetch(`${devUrl}${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  const told = await send('POST', '/faults', { target, ...faults[how as keyof typeof faults] });
  if (!told.ok) throw new Error(`the simulator was not told: ${told.status}`);
  return async () => void (await send('DELETE', `/faults/${target}`));
}
