import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../servers/child.mjs';
import { logTail } from '../servers/log-tail.mjs';

/**
 * Waits until a process answers 200 at its `/readyz`; one that does not is killed.
 * @throws Error with the end of its log, when it ends or takes longer than `seconds`
 */
export async function ready(name: string, url: string, child: Child, logFile: string, seconds = 90): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (child.running() && Date.now() < end) {
    if (await answersOk(url)) return;
    await sleep(100);
  }
  const what = child.running() ? `was not ready after ${seconds} s (${url})` : 'ended as soon as it was started';
  await child.kill();
  throw new Error(`${name} ${what}. ${logTail(logFile)}`);
}

/** By Node's own client: `fetch` takes a fifth of a second to load, while all others start. */
const answersOk = (url: string) =>
  new Promise<boolean>((resolve) => {
    const request = get(url, { timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
