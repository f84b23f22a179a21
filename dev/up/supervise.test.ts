import { expect, test } from '@jest/globals';
import { startChild } from '../servers/child.mjs';
import { supervise } from './supervise.js';

const sleeper = () => startChild(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);

test('a child that is killed is started again, and says so', async () => {
  const said: string[] = [];
  const supervised = await supervise(
    'worker',
    async () => sleeper(),
    (line) => said.push(line),
  );
  const first = supervised.current();
  await supervised.crash();
  expect(supervised.current()).not.toBe(first);
  expect(supervised.current().running()).toBe(true);
  expect(said).toEqual(['worker stopped; starting it again', 'worker is back']);
  const second = supervised.current();
  await supervised.stop();
  expect(second.running()).toBe(false);
});

test('a child that does not start again at first is tried until it does', async () => {
  const said: string[] = [];
  let starts = 0;
  const start = async () => {
    if (++starts === 2) throw new Error('no room');
    return sleeper();
  };
  const supervised = await supervise('worker', start, (line) => said.push(line));
  await supervised.crash();
  expect(said[1]).toBe('worker does not start: no room');
  expect(supervised.current().running()).toBe(true);
  await supervised.stop();
});

test('a child that was told to stop is not started again', async () => {
  let starts = 0;
  const start = async () => {
    starts++;
    return sleeper();
  };
  const supervised = await supervise('worker', start, () => {});
  await supervised.stop();
  expect([starts, supervised.current().running()]).toEqual([1, false]);
});

test('a child that ignores the request to end is killed with its own children', async () => {
  const stubborn = startChild('/bin/sh', ['-c', 'trap "" TERM; sleep 60 & wait; sleep 60']);
  await stubborn.stop(100);
  expect(stubborn.running()).toBe(false);
  // Grandchildren that are dead already count as long as nobody has asked after them: the system does so in its own time.
  for (let tries = 0; tries < 100 && isThere(stubborn.pid); tries++) await new Promise((wake) => setTimeout(wake, 50));
  expect(isThere(stubborn.pid)).toBe(false);
});

/** Whether anything of a process group is left. */
function isThere(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

test('a program that does not exist ends with the status of a shell', async () => {
  const child = startChild('/no/such/program', []);
  expect(await child.ended).toBe(127);
});
