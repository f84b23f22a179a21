import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../platform/root.js';
import { type Row, remembered } from './compare.js';

/** Figures of one run. */
interface Run {
  at: string;
  machine: string;
  node: string;
  row: Row;
}

/** By what the row is about, newest last. */
type Runs = Record<string, Run[]>;

/** Not kept with the code: figures of two machines say nothing of each other. What was found is told in docs/speed.md. */
const folder = join(projectRoot, '.cache', 'bench', 'results');
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;

/** What a row is about: its first column, and whatever else is said in words. */
const nameOf = (row: Row): string =>
  Object.entries(row)
    .filter(([, value], index) => index === 0 || typeof value === 'string')
    .map(([, value]) => value)
    .join(' / ');

/** Keeps a row of a table. @returns the rows of earlier runs on this machine that are about the same, newest last */
export function keepResult(table: string, row: Row): Row[] {
  const file = join(folder, `${table}.json`);
  const runs = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Runs) : {};
  const before = runs[nameOf(row)] ?? [];
  const run = { at: new Date().toISOString(), machine, node: process.version, row };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...runs, [nameOf(row)]: [...before, run].slice(-4 * remembered) }, null, 1));
  return before.filter((one) => one.machine === machine).map((one) => one.row);
}
