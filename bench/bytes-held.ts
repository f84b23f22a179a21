import { readFileSync } from 'node:fs';

/** Bytes of memory that a process holds now (`VmRSS`) or has held at most (`VmHWM`); 0 where it has ended. Linux only. */
export function bytesHeld(pid: number | 'self', which: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(new RegExp(`^${which}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
