import { expect, test } from '@jest/globals';
import { day } from '../clock.js';
import { type JourneyNotice, type NoticePlace, noticeState, noticesAt, wrongTimes } from './journey-notices.js';

const now = new Date('2026-11-23T12:00:00Z');
const away = (ms: number) => new Date(now.getTime() + ms);
const notice = (more: Partial<JourneyNotice> = {}): JourneyNotice => ({
  text: { en: 'Slow.', cy: 'Araf.' },
  ...{ severity: 'information', parts: [], steps: [], from: now, until: away(1) },
  ...more,
});

test.each<[string, Partial<JourneyNotice>, string]>([
  ['begins to the moment', {}, 'shown'],
  ['has not begun a moment before', { from: away(1), until: away(2) }, 'planned'],
  ['is over at its planned end, and not later', { from: away(-1), until: now }, 'over'],
  ['is over when it was ended', { endedAt: now }, 'over'],
  ['is over when it was ended before it began', { from: away(day), until: away(2 * day), endedAt: now }, 'over'],
])('A notice %s', (_what, more, state) => {
  expect(noticeState(notice(more), now)).toBe(state);
  expect(noticesAt([notice(more)], { account: false }, now).length).toBe(state === 'shown' ? 1 : 0);
});

test.each<[Partial<JourneyNotice>, NoticePlace, boolean]>([
  [{}, { account: false }, true],
  [{ parts: ['account'] }, { account: true }, true],
  [{ parts: ['account'] }, { account: false, step: 'email' }, false],
  [{ parts: ['document'] }, { account: false, step: 'document-attempts' }, true],
  [{ parts: ['document'] }, { account: false, step: 'face' }, false],
  [{ steps: ['document'] }, { account: false, step: 'document-attempts' }, false],
  [{ steps: ['sms-code'], parts: ['face'] }, { account: false, step: 'sms-code' }, true],
  [{ steps: ['sms-code'] }, { account: false }, false],
])('%p is shown at %p: %p', (more, place, shown) => {
  expect(noticesAt([notice(more)], place, now).length).toBe(shown ? 1 : 0);
});

test('The important ones come first, and of like ones what began last', () => {
  const old = notice({ from: away(-2) });
  const important = notice({ from: away(-3), severity: 'important' });
  const young = notice({ from: away(-1) });
  expect(noticesAt([old, important, young], { account: false }, now)).toEqual([important, young, old]);
});

test.each<[string, Date, Date, string | undefined]>([
  ['an end at its beginning', away(day), away(day), 'order'],
  ['an end before its beginning', away(day), away(1), 'order'],
  ['an end that is past', away(-day), now, 'past'],
  ['too late an end', now, away(90 * day + 1), 'too_late'],
  ['the latest end', now, away(90 * day), undefined],
])('%s', (_what, from, until, wrong) => {
  expect(wrongTimes({ from, until }, now)).toBe(wrong);
});
