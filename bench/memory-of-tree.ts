import { bytesHeld } from './bytes-held.js';
import { treeOf } from './processes.js';

/** Megabytes (of 1,000,000 bytes) that a program and all that it started hold in memory; pages that two share count once for each. Linux only. */
export function memoryOfTree(root: number): number {
  const bytes = treeOf(root).reduce((sum, pid) => sum + bytesHeld(pid, 'VmRSS'), 0);
  return Math.round(bytes / 1e6);
}
