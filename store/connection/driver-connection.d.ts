/** What is used of a class of the driver that it does not export: see end-broken-writes.ts. */
declare module 'mongodb/lib/cmap/connection.js' {
  import type { EventEmitter } from 'node:events';

  export class Connection extends EventEmitter {
    /** Why it was closed, once it is. */
    error: Error | null;
    writeCommand(...args: unknown[]): Promise<void>;
  }
}
