import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A folder on a disk of its own. */
export interface SmallDisk {
  /** Leaves no room: whoever writes is told ENOSPC. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  remove(): void;
}

/** Makes one in memory, which takes the rights of root on Linux. */
export function makeSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'surety-small-disk', folder]);
  const filler = join(folder, 'filler');
  let there = true;
  const remove = () => {
    if (there) execFileSync('umount', ['--lazy', folder]);
    there = false;
  };
  process.once('exit', remove);
  return {
    fill() {
      const file = openSync(filler, 'w');
      for (const size of [1 << 20, 1 << 12, 1]) {
        try {
          for (;;) writeSync(file, Buffer.alloc(size, 1));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
      closeSync(file);
    },
    free: () => rmSync(filler, { force: true }),
    remove,
  };
}
