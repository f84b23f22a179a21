import { type Clocked, type Part, type Product, parts } from '../support/product/product.js';
import type { Fault } from './fault.js';
import { fillDisk } from './fill-disk.js';
import { startAgain } from './start-again.js';

/** What lies outside, and is struck in its simulator. */
export const outside = ['smtp', 'notify', 'pds'] as const;
export type Outside = (typeof outside)[number];
export type Struck = Part | Outside;

/**
 * `kill`: SIGKILL, and started anew. `drain`: SIGTERM, and started anew when it has ended, as in a deploy. `stop`: SIGSTOP, then SIGCONT, as on a machine that is out of breath. `slow`: each piece of data comes late.
 * `cut`: connections break; outside, the request is carried out and its answer lost. `fail`: 503 (421 for mail). `silent`: no answer.
 * `full`: no room on its disk. `ahead`, `behind`: its clock is wrong, and then right again.
 */
export type How = 'kill' | 'drain' | 'stop' | 'slow' | 'cut' | 'fail' | 'silent' | 'full' | 'ahead' | 'behind';

/** What can be done to each. */
export const waysToStrike: Readonly<Record<Struck, readonly How[]>> = {
  database: ['kill', 'stop', 'slow', 'cut', 'silent', 'full'],
  temporal: ['kill', 'stop', 'slow', 'cut', 'silent', 'full'],
  worker: ['kill', 'drain', 'stop', 'ahead', 'behind'],
  checks: ['kill', 'drain', 'stop', 'full', 'ahead', 'behind'],
  api: ['kill', 'drain', 'stop', 'ahead', 'behind'],
  smtp: ['slow', 'cut', 'fail', 'silent'],
  notify: ['slow', 'cut', 'fail', 'silent'],
  pds: ['slow', 'cut', 'fail', 'silent'],
};

/** How late the data of our own parts comes when they are slow, and the answers of those outside, in milliseconds. */
const late = { inside: 40, outside: 3_000 };

/** How wrong a clock is: more than anything tolerates, or less than most things do. */
const wrong = { hours: 3 * 3_600_000, minutes: 3 * 60_000 };

/** Begins a fault. @returns what ends it */
export async function beginFault(
  product: Product,
  { part, how, downMs }: Pick<Fault, 'part' | 'how' | 'downMs'>,
): Promise<() => Promise<void>> {
  if (!isPart(part)) return failOutside(product, part, how);
  if (how === 'full') return fillDisk(product, part);
  if (how === 'ahead' || how === 'behind') {
    const ms = downMs % 2 === 0 ? wrong.hours : wrong.minutes;
    product.shiftClock(part as Clocked, how === 'ahead' ? ms : -ms);
    return async () => product.shiftClock(part as Clocked, 0);
  }
  if (how === 'stop') {
    product.signal(part, 'SIGSTOP');
    return async () => product.signal(part, 'SIGCONT');
  }
  if (how === 'kill' || how === 'drain') {
    await (how === 'kill' ? product.kill(part) : product.end(part));
    return () => startAgain(product, part);
  }
  const proxy = product.proxies?.[part];
  if (!proxy) throw new Error(`${part} cannot be made ${how}: the product was not started with proxies`);
  if (how === 'cut') proxy.cut();
  else if (how === 'silent') proxy.silence();
  else proxy.slow(late.inside);
  return async () => proxy.mend();
}

const isPart = (part: Struck): part is Part => (parts as readonly string[]).includes(part);

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
