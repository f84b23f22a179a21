import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, as Linux counts them for programs. */
const ticks = 100;

/**
 * Milliseconds of CPU that a program and all that it started have used so far, ended ones included. Linux only.
 * @param group process id of the program, which leads a process group of its own (dev/servers/child.mjs)
 */
export function cpuOfGroup(group: number): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.reduce((sum, pid) => sum + cpuOf(pid, group), 0);
}

/** The fields of `/proc/PID/stat` after the name, which may hold anything: 5 is the group, 14 to 17 are times (proc(5)). */
function cpuOf(pid: string, group: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    if (fields[2] !== group) return 0;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return ((user + system + endedUser + endedSystem) * 1_000) / ticks;
  } catch {
    return 0;
  }
}
