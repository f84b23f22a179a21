import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type AskedCommand, askedCommands } from '../../../store/connection/command-count.js';

/** What some work asked of the store. */
export interface StoreCalls {
  reads: number;
  writes: number;
  /** `command collection times`, in order of the alphabet. */
  calls: string[];
}

const aside = new AsyncLocalStorage<true>();

/** Does something of which {@link storeCalls} is to take no notice: how often a test looks whether something has come about says nothing. */
export const uncounted = <T>(work: () => Promise<T>): Promise<T> => aside.run(true, work);

/** Does some work, and counts what everything in this process asked of the store meanwhile: pages, provider, workflows and activities. */
export async function storeCalls<T>(work: () => Promise<T>): Promise<StoreCalls & { result: T }> {
  const calls = new Map<string, number>();
  const sums = { read: 0, write: 0 };
  const count = (message: unknown) => {
    const { kind, command, collection } = message as AskedCommand;
    if (aside.getStore()) return;
    sums[kind] += 1;
    calls.set(`${command} ${collection}`, (calls.get(`${command} ${collection}`) ?? 0) + 1);
  };
  subscribe(askedCommands, count);
  try {
    const result = await work();
    const told = [...calls].map(([call, times]) => `${call} ${times}`).sort();
    return { result, reads: sums.read, writes: sums.write, calls: told };
  } finally {
    unsubscribe(askedCommands, count);
  }
}
