import { MongoClient } from 'mongodb';
import { endBrokenWrites } from './end-broken-writes.js';

/** How long the database may take, in milliseconds. */
export type Patience = {
  /** For a connection: a page or an activity waits so long for a database that is gone. People are told to try again, activities do. */
  connectWithinMs?: number | undefined;
  /** For the answer to a command; 0 for what may take hours, such as making an index. */
  answerWithinMs?: number | undefined;
};

/**
 * What was acknowledged survives the end of the database's process. Without the journal, the last hundredth of a second or so does not,
 * and a workflow would then be ahead of what its pages show.
 */
const writeConcern = { w: 'majority', journal: true } as const;

/**
 * Connects. Whatever the database or the network does, a command ends: when it had no connection, or no answer, for so long, or for twice
 * that where the driver tries again. What it ends with is an outage (platform/outage.ts).
 */
export function connect(
  uri: string,
  { connectWithinMs = 5_000, answerWithinMs = 30_000 }: Patience = {},
): Promise<MongoClient> {
  endBrokenWrites();
  const client = new MongoClient(uri, {
    ignoreUndefined: true,
    serverSelectionTimeoutMS: connectWithinMs,
    // Others before it may each take as long as that.
    waitQueueTimeoutMS: answerWithinMs,
    // Longer, since it counts for the driver's own question how the server is, too: where nobody answers that, every connection is given
    // up, and one that is merely out of breath would be helped by nothing less.
    connectTimeoutMS: 3 * connectWithinMs,
    socketTimeoutMS: answerWithinMs,
    writeConcern,
  });
  return client.connect();
}
