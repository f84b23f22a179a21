import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../servers/child.mjs';

/** A child that is started again whenever it ends by itself. */
export interface Supervised {
  /** The child that runs now, or ran last. */
  current(): Child;
  stop(): Promise<void>;
}

const shortLife = 10_000;

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
  let stopping = false;
  const keep = async () => {
    while (!stopping) {
      const born = Date.now();
      await child.ended;
      if (stopping) return;
      say(`${name} stopped; starting it again`);
      // A child that cannot live must not keep the machine busy with starting it.
      if (Date.now() - born < shortLife) await sleep(1000);
      if (!stopping) child = await start().catch(() => child);
      if (!stopping && child.running()) say(`${name} is back`);
    }
    await child.stop();
  };
  const kept = keep();
  return {
    current: () => child,
    async stop() {
      stopping = true;
      await child.stop();
      await kept;
    },
  };
}
