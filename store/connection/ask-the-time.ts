import type { Db } from 'mongodb';
import { gauge } from '../../platform/metrics/metrics.js';

/** Whether the database answers. It says what time it is, too: clocks that are apart make codes and sessions end early or late. */
export async function askTheTime(db: Db): Promise<void> {
  const asked = Date.now();
  const { localTime } = await db.command({ hello: 1 });
  if (!(localTime instanceof Date)) return;
  const ahead = gauge('surety_clock_ahead_seconds', 'How far the clock of this process is ahead of the database’s');
  ahead.set((asked + (Date.now() - asked) / 2 - localTime.getTime()) / 1_000);
}
