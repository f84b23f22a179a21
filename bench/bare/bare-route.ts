import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../dev/servers/ports.mjs';
import type { ProviderReady } from './messages.js';

export interface BareRoute {
  url: string;
  /** Milliseconds of CPU that its process has used so far. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts Express with one route and nothing else: what any answer to a poll costs at least. */
export async function startBareRoute(): Promise<BareRoute> {
  const child = fork(fileURLToPath(new URL('./route.js', import.meta.url)), {
    env: { ...process.env, PORT: String(await freePort()), NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ issuer }] = (await once(child, 'message')) as [ProviderReady];
  return {
    url: issuer,
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
