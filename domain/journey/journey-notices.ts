import { day } from '../clock.js';
import { type Stage, type Step, steps } from './steps.js';

export const noticeSeverities = ['information', 'important'] as const;

export type NoticeSeverity = (typeof noticeSeverities)[number];

/** Parts of people's way that a notice may be for: the stages of a journey, and the pages of their account. */
export const noticeParts = [
  ...(['sign-in', 'register', 'details', 'document', 'face', 'review', 'end'] as const satisfies readonly Stage[]),
  'account',
] as const;

export type NoticePart = (typeof noticeParts)[number];

/** Single steps that a notice may be for. What ends a journey is one part: its steps follow from what was decided. */
export const noticeSteps = (Object.keys(steps) as Step[]).filter((step) => steps[step].stage !== 'end');

/** What staff tell people on the pages of their way, for a time. Plain text in both languages. */
export type JourneyNotice = {
  text: { en: string; cy: string };
  severity: NoticeSeverity;
  /** Where it is shown; on all pages where both lists are empty. */
  parts: readonly NoticePart[];
  steps: readonly Step[];
  from: Date;
  /** Its planned end: from then on nobody sees it. */
  until: Date;
  /** Set where it was ended before. */
  endedAt?: Date;
};

/** Characters of a text, and days from the beginning to the planned end. */
export const noticeLimits = { text: 500, days: 90 } as const;

/** Where somebody is: at a step of a journey, in their account, or on a page that belongs to neither. */
export type NoticePlace = { step?: Step | undefined; account: boolean };

/** What is wrong with its times, as the code of an error. A beginning that is past means at once. */
export function wrongTimes({ from, until }: Pick<JourneyNotice, 'from' | 'until'>, now: Date): string | undefined {
  if (until <= from) return 'order';
  if (until <= now) return 'past';
  return until.getTime() - from.getTime() > noticeLimits.days * day ? 'too_late' : undefined;
}

/** Where a notice stands in time. */
export function noticeState({ from, until, endedAt }: JourneyNotice, now: Date): 'planned' | 'shown' | 'over' {
  if (endedAt || until <= now) return 'over';
  return from <= now ? 'shown' : 'planned';
}

/** Those to be shown there now: the important ones first, of like ones what began last. */
export function noticesAt<Notice extends JourneyNotice>(
  notices: readonly Notice[],
  { step, account }: NoticePlace,
  now: Date,
): Notice[] {
  const parts: readonly NoticePart[] = [...(step ? [steps[step].stage] : []), ...(account ? ['account' as const] : [])];
  return notices
    .filter((notice) => noticeState(notice, now) === 'shown')
    .filter(
      (notice) =>
        (notice.parts.length === 0 && notice.steps.length === 0) ||
        notice.parts.some((part) => parts.includes(part)) ||
        (step !== undefined && notice.steps.includes(step)),
    )
    .sort((one, other) => rank(one) - rank(other) || other.from.getTime() - one.from.getTime());
}

const rank = ({ severity }: JourneyNotice): number => (severity === 'important' ? 0 : 1);
