import { minute } from '../../domain/clock.js';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import type { Store } from '../../store/database.js';

type Sealing = { store: Pick<Store, 'auditSealing'>; log: Logger };

/** How often the end of the chain is written to the log, where it has moved: kept elsewhere, it shows whether newer entries were cut off. */
const notedEvery = 10 * minute;

/** Gives audit entries their places in the chain of hashes, every five seconds. @returns what ends it */
export function keepSealingAudit({ store, log }: Sealing): () => Promise<void> {
  let noted = { number: 0, at: Number.NEGATIVE_INFINITY };

  const work = async (goOn: () => boolean): Promise<void> => {
    while (goOn() && (await store.auditSealing.sealSome(new Date())) > 0);
    const { number, hash } = await store.auditSealing.head();
    // The chain only ever grows: whoever set it back had the database, and not its keys.
    if (number < noted.number) log.error({ number, before: noted.number }, 'the audit was cut off');
    if (number === noted.number || performance.now() < noted.at + notedEvery) return;
    noted = { number, at: performance.now() };
    log.info({ number, hash }, 'the end of the audit');
  };
  return keepDoing(work, { everyMs: 5_000, log, failure: 'the audit waits to be sealed' });
}
