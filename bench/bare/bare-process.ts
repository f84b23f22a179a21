import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../dev/servers/ports.mjs';
import type { Ready } from './messages.js';

/** A server of the yardsticks, in a process of its own as ours are. */
export interface BareProcess {
  url: string;
  /** Milliseconds of CPU that its process has used so far. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a program of this folder on a free port. */
export async function startBareProcess(program: string, env: NodeJS.ProcessEnv): Promise<BareProcess> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
    env: { ...process.env, ...env, PORT: String(await freePort()) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ url }] = (await once(child, 'message')) as [Ready];
  return {
    url,
    async cpuMs() {
      child.send('cpu');
      const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
      return (user + system) / 1000;
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** What such a program does once it answers: it says where, and then how much CPU it has used whenever it is asked. */
export function serveBare(url: string): void {
  const ready: Ready = { url };
  process.send?.(ready);
  process.on('message', () => process.send?.(process.cpuUsage()));
}
