import { hour } from '../../../domain/clock.js';
import type { RollUp } from '../../../domain/insight/roll-up.js';
import type { Store } from '../../../store/database.js';

/** Hours of a partner’s journeys: of a hundred an hour ten are lost at the document and two met glare there, and forty both while it is broken. */
export async function spikyHours(
  store: Store,
  partner: string,
  { from, to, broken }: { from: number; to: number; broken: (time: number) => boolean },
): Promise<void> {
  const common = { partner, level: 'P9', device: 'phone', language: 'en', release: 'r', step: 'document' } as const;
  const rows: (RollUp & { _id: string })[] = [];
  for (let time = from; time < to; time += hour) {
    const of = { ...common, span: 'hour', hour: new Date(time) } as const;
    rows.push({ _id: `${partner}-e-${time}`, ...of, kind: 'entered', count: 100 });
    rows.push({ _id: `${partner}-l-${time}`, ...of, kind: 'left', count: broken(time) ? 60 : 90 });
    const glare = { kind: 'reason', reason: 'photo_glare', count: broken(time) ? 40 : 2 } as const;
    rows.push({ _id: `${partner}-g-${time}`, ...of, ...glare });
    const day = new Date(time - (time % (24 * hour)));
    if (time % (24 * hour) === 0) {
      rows.push({ _id: `${partner}-d-${time}`, ...common, span: 'day', hour: day, kind: 'entered', count: 2_400 });
    }
  }
  await store.tools.db.collection<RollUp & { _id: string }>('roll_ups').insertMany(rows);
}
