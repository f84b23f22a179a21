import { readFileSync } from 'node:fs';
import { treeOf } from './processes.js';

/** Megabytes (of 1,000,000 bytes) that a program and all that it started hold in memory; pages that two share count once for each. Linux only. */
export function memoryOfTree(root: number): number {
  const bytes = treeOf(root).reduce((sum, pid) => sum + residentOf(pid), 0);
  return Math.round(bytes / 1e6);
}

function residentOf(pid: number): number {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
