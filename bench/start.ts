import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../dev/servers/ports.mjs';
import { projectRoot } from '../platform/root.js';
import { type Product, startProduct } from '../test/support/product/product.js';
import type { BenchmarkOptions } from './benchmark.js';
import { HttpPerson } from './http-person.js';
import { memoryOfTree } from './memory-of-tree.js';
import { numberOption } from './option.js';
import { travellerWithPassport } from './people.js';
import { cpuOfTree } from './processes.js';
import { report } from './report.js';
import { percentile, tenth } from './statistics.js';

/** What each process may hold at most, in MB, and how soon the worker is to be ready, in seconds. */
const goals = { api: { mb: 200 }, worker: { mb: 300, s: 2 }, checks: { mb: 700 } } as const;
const parts = ['api', 'worker', 'checks'] as const;

const starts = 3;
/** Starts of each process by itself. */
const restarts = 5;

const ports = [
  ...['PORT', 'DEV_PORT', 'MAIL_PORT', 'TLS_PORT', 'DEV_TLS_PORT', 'MONGODB_PORT', 'TEMPORAL_PORT'],
  ...['TEMPORAL_UI_PORT', 'API_METRICS_PORT', 'WORKER_METRICS_PORT', 'CHECKS_METRICS_PORT'],
];

/** `npm run bench -- start [--minutes=1]`: from the command to "Surety is ready", each process by itself, and what they hold while people go through P9. */
export async function run({ json }: BenchmarkOptions): Promise<void> {
  const minutes = numberOption('minutes', 1);
  const dataDir = mkdtempSync(join(tmpdir(), 'surety-start-'));
  try {
    // The first one builds what is not built yet, and makes keys and an empty database.
    const rows = [{ 'npm start': 'with nothing kept', ...(await npmStart(dataDir)) }];
    const again = [];
    for (let time = 0; time < starts; time++) again.push(await npmStart(dataDir));
    rows.push({ 'npm start': 'again', ...middleOf(again) });
    report(json, 'start', 'npm start, everything installed, until "Surety is ready" (goal: 10 s)', rows);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  await measureProcesses(json, minutes);
}

type Start = { 'ready s': number; 'CPU s': number; 'of it build s': number };

/** Starts everything, and ends it once it is ready. */
async function npmStart(dataDir: string): Promise<Start> {
  const free = await Promise.all(ports.map(async (name) => [name, String(await freePort())] as const));
  const env = { ...process.env, ...Object.fromEntries(free), DATA_DIR: dataDir };
  const began = performance.now();
  const child = spawn(process.execPath, ['dev/start.mjs'], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let built = began;
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (built === began && line.startsWith('Starting')) built = performance.now();
    if (line !== 'Surety is ready') continue;
    const start = {
      'ready s': tenth((performance.now() - began) / 1_000),
      'CPU s': tenth(cpuOfTree(child.pid ?? 0) / 1_000),
      'of it build s': tenth((built - began) / 1_000),
    };
    child.kill('SIGTERM');
    await ended;
    return start;
  }
  throw new Error(`npm start ended before it was ready:\n${said}`);
}

function middleOf(all: readonly Start[]): Start {
  const of = (figure: keyof Start) =>
    percentile(
      all.map((one) => one[figure]),
      0.5,
    );
  return { 'ready s': of('ready s'), 'CPU s': of('CPU s'), 'of it build s': of('of it build s') };
}

async function measureProcesses(json: boolean, minutes: number): Promise<void> {
  const product = await startProduct({ pdsRate: 1_000_000, env: { TRUST_PROXY: '1', LOG_LEVEL: 'warn' } });
  try {
    const ready = new Map<string, { s: number; cpu: number }>();
    for (const part of parts) ready.set(part, await restart(product, part));
    const held = () => Object.fromEntries(parts.map((part) => [part, memoryOfTree(product.pidOf(part))]));
    const rest = held();
    const most = { ...rest };
    const until = performance.now() + minutes * 60_000;
    let journeys = 0;
    // Whom a check refers goes home.
    const own = { 'in-review': (person: HttpPerson) => person.open(product.devUrl) };
    while (performance.now() < until) {
      await new HttpPerson(product, await travellerWithPassport(product, 3_000 + journeys), own).walk('P9');
      journeys += 1;
      for (const [part, mb] of Object.entries(held())) most[part] = Math.max(most[part] ?? 0, mb);
    }
    const after = held();
    const rows = parts.map((part) => ({
      process: part,
      'ready s': tenth(ready.get(part)?.s ?? 0),
      'CPU s until then': tenth(ready.get(part)?.cpu ?? 0),
      goal: 's' in goals[part] ? `${goals[part].s} s` : '',
      'MB at rest': rest[part] ?? 0,
      'MB after': after[part] ?? 0,
      'MB at most': most[part] ?? 0,
      'may hold': `${goals[part].mb} MB`,
    }));
    report(
      json,
      'processes',
      `Each process by itself, and after ${journeys} journeys to P9 in ${minutes} minutes`,
      rows,
    );
  } finally {
    await product.stop();
  }
}

/** Ends a process and starts it again, some times. @returns medians, in seconds */
async function restart(product: Product, part: (typeof parts)[number]): Promise<{ s: number; cpu: number }> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let time = 0; time < restarts; time++) {
    await product.kill(part);
    const began = performance.now();
    await product.start(part);
    times.push((performance.now() - began) / 1_000);
    cpu.push(cpuOfTree(product.pidOf(part)) / 1_000);
  }
  return { s: percentile(times, 0.5), cpu: percentile(cpu, 0.5) };
}
