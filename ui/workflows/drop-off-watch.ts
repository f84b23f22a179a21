import type { Client } from '@temporalio/client';
import type { Logger } from '../../platform/log/log.js';
import { dropOffWatchScheduleId } from '../../workflows/drop-off-watch/messages.js';

/** Has the watch run now, so that a report is told at once. Nobody waits for it: its schedule runs it within a quarter of an hour in any case. */
export async function runDropOffWatch(temporal: Client, log: Logger): Promise<void> {
  try {
    await temporal.schedule.getHandle(dropOffWatchScheduleId).trigger();
  } catch (error) {
    log.info({ err: error }, 'the report is told by the next run of the watch');
  }
}
