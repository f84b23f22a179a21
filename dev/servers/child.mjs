import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Groups still running: none of them may outlive this process, however it ends. @type {Set<number>} */
const groups = new Set();
process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});

/**
 * A program that this process started. It has a process group of its own, so that a Ctrl-C reaches only us, who then
 * stop the children in order.
 * @typedef {object} Child
 * @property {number} pid
 * @property {Promise<number | null>} ended its exit status, or null after a signal
 * @property {() => boolean} running
 * @property {(patienceMs?: number) => Promise<void>} stop asks it to end; kills it when it does not
 * @property {() => Promise<void>} kill ends it at once, as a crash would
 */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ logFile?: string, env?: NodeJS.ProcessEnv, cwd?: string }} [options] without a log file its output is dropped
 * @returns {Child}
 */
export function startChild(program, args, { logFile, env = process.env, cwd } = {}) {
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const log = logFile ? openSync(logFile, 'a') : 'ignore';
  const child = spawn(program, args, { stdio: ['ignore', log, log], env, cwd, detached: true });
  if (typeof log === 'number') closeSync(log);
  let alive = true;
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', resolve);
  });
  const pid = child.pid ?? 0;
  if (pid) groups.add(pid);
  ended.then(() => {
    alive = false;
    // What it may have started itself goes with it.
    signalGroup(pid, 'SIGKILL');
    groups.delete(pid);
  });
  const kill = async () => {
    signalGroup(pid, 'SIGKILL');
    await ended;
  };
  const stop = async (patienceMs = 10_000) => {
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), patienceMs);
    await ended;
    clearTimeout(timer);
  };
  return { pid, ended, running: () => alive, stop, kill };
}

/**
 * @param {number} pid of the group's leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // The whole group has ended already.
  }
}
