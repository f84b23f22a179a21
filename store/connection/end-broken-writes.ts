import { Connection } from 'mongodb/lib/cmap/connection.js';

type Write = (this: Connection, ...args: unknown[]) => Promise<void>;
const mended = new WeakSet<Write>();

/**
 * Mends the driver (seen in mongodb 7.9.0, `Connection.writeCommand`): a command that is being written when its connection closes waits
 * for the socket to drain, for ever, and keeps its place in the pool; no setting of the driver ends that. Every command of more than
 * 16 KiB waits for it, and so does any that is written just as the connection closes: once a person waited for five minutes.
 */
export function endBrokenWrites(): void {
  const { writeCommand } = Connection.prototype;
  if (mended.has(writeCommand)) return;
  const endedWithItsConnection: Write = async function (...args) {
    let onClose = () => {};
    const closed = new Promise<never>((_, reject) => {
      onClose = () => reject(this.error);
    });
    this.once('close', onClose);
    try {
      await Promise.race([writeCommand.apply(this, args), closed]);
    } finally {
      this.off('close', onClose);
    }
  };
  mended.add(endedWithItsConnection);
  Connection.prototype.writeCommand = endedWithItsConnection;
}
