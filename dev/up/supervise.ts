import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../servers/child.mjs';

/** A child that is started again whenever it ends by itself. */
export interface Supervised {
  /** The child that runs now, or ran last. */
  current(): Child;
  /** Ends the child as a crash would; done when it is back. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A child that lived for less than this many milliseconds is not started again at once. */
const shortLife = 5_000;

/**
 * Starts a child and keeps it running. The first start must succeed; later ones are tried until they do.
 * @param start makes the child and waits until it can be used
 */
export async function supervise(
  name: string,
  start: () => Promise<Child>,
  say: (line: string) => void,
): Promise<Supervised> {
  let child = await start();
  let born = Date.now();
  let stopping = false;
  let back = () => {};

  const again = async () => {
    while (!stopping) {
      // A child that cannot live must not keep the machine busy with starting it.
      if (Date.now() - born < shortLife) await sleep(500);
      born = Date.now();
      try {
        child = await start();
        return;
      } catch (error) {
        say(`${name} does not start: ${error instanceof Error ? error.message : error}`);
      }
    }
  };
  const keep = async () => {
    while (!stopping) {
      await child.ended;
      if (stopping) break;
      say(`${name} stopped; starting it again`);
      await again();
      if (!stopping) say(`${name} is back`);
      back();
    }
    await child.stop();
  };
  const kept = keep();

  return {
    current: () => child,
    async crash() {
      const returned = new Promise<void>((resolve) => {
        back = resolve;
      });
      await child.kill();
      await returned;
    },
    async stop() {
      stopping = true;
      await child.stop();
      await kept;
    },
  };
}
