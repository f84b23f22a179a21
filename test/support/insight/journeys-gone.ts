import { day, minute } from '../../../domain/clock.js';
import { follows } from '../../../domain/insight/follows.js';
import type { JourneyEvent } from '../../../domain/insight/journey-event.js';
import { type RollUp, rollUpId, spanStart, Tally } from '../../../domain/insight/roll-up.js';
import type { Store } from '../../../store/database.js';

const way = [
  'email',
  'password',
  'sms-code',
  'details',
  'document',
  'face-consent',
  'face',
  'verified',
  'consent',
] as const;
const partners = ['gp-online', 'pharmacy', 'hospital'];
const devices = ['phone', 'phone', 'phone', 'computer', 'tablet'] as const;

/** A number from 0 to 1 that looks random and is the same each time. */
const chance = (seed: number): number => {
  const x = Math.sin(seed * 12.9898) * 43_758.5453;
  return x - Math.floor(x);
};

/** Pages look at single hours of the last two days alone. */
const daysOfHours = 3;

/**
 * Figures of journeys of the last days, as they might have gone: more on working days, growing, some lost at each step, fewer at the document
 * from the release `1.1` on, which people met from half of the time on. People of one day come from one partner with one kind of device:
 * figures that differ in nothing else are one row, and few rows say as much as many.
 */
export async function journeysGone(store: Store, now: Date, days: number, each: number): Promise<void> {
  const rows: RollUp[] = [];
  for (let ago = days; ago > 0; ago--) {
    const start = spanStart(now, 'day').getTime() - ago * day;
    const weekend = [0, 6].includes(new Date(start).getUTCDay());
    const count = Math.round((weekend ? 0.4 : 1) * each * (1 + (days - ago) / days));
    const release = ago * 2 > days ? '1.0' : '1.1';
    const all = Array.from({ length: count }, (_, index) => journey(ago * 1_000 + index, start, release, ago));
    const sums = addedUp(all.flatMap((events) => [...events, ...follows(events)]));
    rows.push(...sums.filter(({ span }) => span === 'day' || ago <= daysOfHours));
  }
  const expiresAt = new Date(now.getTime() + day);
  const whole = rows.map((row) => ({ ...row, _id: rollUpId(row) as never, expiresAt }));
  await store.tools.db.collection('roll_ups').insertMany(whole);
}

/** Every hour, and the day that they are of: they are all of one. */
function addedUp(events: readonly JourneyEvent[]): RollUp[] {
  const hours = new Map<string, Tally>();
  for (const event of events) {
    const hour = spanStart(event.at, 'hour');
    const tally = hours.get(hour.toISOString()) ?? new Tally(hour);
    hours.set(hour.toISOString(), tally);
    tally.add(event);
  }
  const rows = [...hours.values()].flatMap((tally) => tally.rows());
  const days = new Map<string, Tally>();
  for (const row of rows) {
    const start = spanStart(row.hour, 'day');
    const tally = days.get(start.toISOString()) ?? new Tally(start);
    days.set(start.toISOString(), tally);
    tally.put({ ...row, span: 'day', hour: start });
  }
  return [...rows, ...[...days.values()].flatMap((tally) => tally.rows())];
}

function journey(seed: number, start: number, release: string, ago: number): JourneyEvent[] {
  const pick = <T>(some: readonly T[], salt: number): T => some[Math.floor(chance(seed + salt) * some.length)] as T;
  const oneOf = <T>(some: readonly T[]): T => some[ago % some.length] as T;
  const subject = `gone-${seed}`;
  const about = {
    ...{ partner: oneOf(partners), level: 'P9' as const, device: oneOf(devices), release },
    language: ago % 9 === 0 ? 'cy' : 'en',
  } as const;
  const events: JourneyEvent[] = [];
  let at = start + Math.floor(chance(seed + 0.4) * 12 * 60) * minute;
  const put = (kind: JourneyEvent['kind'], more: Partial<JourneyEvent> = {}) =>
    events.push({
      ...about,
      id: `${subject}.${kind}.${more.step ?? ''}${more.reason ?? ''}${more.level ?? ''}`,
      subject,
      at: new Date(at),
      kind,
      ...more,
    });
  put('landed');
  for (const [place, step] of way.entries()) {
    put('entered', { step, ...(step.startsWith('face') && { documentKind: 'passport' }) });
    put('page', { step, ms: 300 + chance(seed + place) * 1_500 });
    const lost = step === 'document' ? (release === '1.0' ? 0.35 : 0.15) : 0.05;
    if (step === 'document' && chance(seed + 0.5) < 0.4) {
      put('reason', { step, reason: pick(['photo_blurred', 'photo_glare', 'document_cut_off'] as const, 0.6) });
      put('again', { step, documentKind: 'passport' });
    }
    if (chance(seed + place + 0.7) < lost) return events;
    at += Math.ceil(chance(seed + place + 0.8) * 4) * minute;
    if (step === 'email') put('started');
    if (step === 'sms-code') put('registered', { level: 'P0' });
    if (step === 'details') put('reached', { level: 'P5' });
    if (step !== 'face') continue;
    const person = chance(seed + 0.9) < 0.2;
    if (person) put('referred', { step: 'in-review', documentKind: 'passport' });
    put(person ? 'by-person' : 'by-machine', { step: 'verified', documentKind: 'passport' });
    put('reached', { level: 'P9' });
  }
  put('succeeded');
  put('returned');
  put('user');
  if (chance(seed + 0.95) < 0.1) put('closed');
  return events;
}
