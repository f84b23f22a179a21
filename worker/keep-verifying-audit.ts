import { hour } from '../domain/clock.js';
import { keepDoing } from '../platform/keep-doing.js';
import type { Logger } from '../platform/log/log.js';
import type { Store } from '../store/database.js';

/** Walks the audit once a day, one worker of all; the api tells what came of it as metrics. @returns what ends it */
export function keepVerifyingAudit({ store, log }: { store: Pick<Store, 'auditVerdict'>; log: Logger }) {
  const work = async (): Promise<void> => {
    const broken = await store.auditVerdict.verifyWhenDue(new Date());
    if (broken) log.error({ broken }, 'the audit is not as it was written');
  };
  return keepDoing(work, { everyMs: hour, log, failure: 'the audit could not be verified' });
}
