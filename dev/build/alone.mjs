import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../root.mjs';

const lock = join(root, '.cache/build.lock');

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function taken() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

function leaveDeadOwners() {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true });
  } catch {
    // Given back meanwhile.
  }
}

/**
 * Does the work while no other process that asks here does its own: a command called twice at once on a fresh checkout
 * would else run modules that the other is still writing.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  while (!taken()) {
    leaveDeadOwners();
    await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
