import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, as Linux counts them for programs. */
const ticks = 100;

/**
 * Milliseconds of CPU that a program and all that it started have used so far, ended ones included. Linux only.
 * Found by their parents, not by their group: PostgreSQL gives each of its processes a group of its own.
 */
export function cpuOfTree(root: number): number {
  return treeBelow(root).reduce((sum, { ms }) => sum + ms, 0);
}

/** The ids of a program and of all that it started and that still run. */
export const treeOf = (root: number): number[] => treeBelow(root).map(({ pid }) => pid);

function treeBelow(root: number): Process[] {
  const all = new Map(allProcesses().map((one) => [one.pid, one]));
  const belongs = (pid: number): boolean => pid === root || (all.has(pid) && belongs(all.get(pid)?.parent ?? 0));
  return [...all.values()].filter(({ pid }) => belongs(pid));
}

type Process = { pid: number; parent: number; ms: number };

/** The fields of `/proc/PID/stat` after the name, which may hold anything: 4 is the parent, 14 to 17 are times (proc(5)). */
function allProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!/^\d+$/.test(name)) return [];
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const used = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
      return [{ pid: Number(name), parent: fields[1] ?? 0, ms: (used * 1_000) / ticks }];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}
