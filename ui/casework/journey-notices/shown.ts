import type { Response } from 'express';
import { noticeState } from '../../../domain/journey/journey-notices.js';
import type { JourneyNoticeRow } from '../../../store/casework/journey-notices.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { wordsFor } from '../../words/words.js';

/** A notice as the desk's pages show it. */
export function shownNotice(res: Response, notice: JourneyNoticeRow, now: Date) {
  const { language } = frameOf(res);
  const { _id: id, text, severity, parts, steps, from, until, endedAt, changedAt } = notice;
  return {
    ...{ id, text, severity, parts, steps, state: noticeState(notice, now) },
    ...{ from: dateTime(from, language), until: dateTime(until, language) },
    ...(changedAt ? { changedAt: dateTime(changedAt, language) } : {}),
    ...(endedAt ? { endedAt: dateTime(endedAt, language) } : {}),
  };
}

/** The words for parts, steps and states that the pages of notices share: `n`, and the portal's for steps: `p`. */
export function noticeWords(res: Response) {
  const { language } = frameOf(res);
  return { n: wordsFor('casework/journey-notices', language), p: wordsFor('portal', language) };
}
