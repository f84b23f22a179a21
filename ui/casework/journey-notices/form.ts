import { z } from 'zod';
import {
  type JourneyNotice,
  type NoticePart,
  noticeLimits,
  noticeParts,
  noticeSeverities,
  noticeSteps,
  wrongTimes,
} from '../../../domain/journey/journey-notices.js';
import type { Step } from '../../../domain/journey/steps.js';
import { momentField } from '../moment-field.js';
import { staffReason } from '../staff-reason.js';

const text = z.string({ error: 'missing' }).trim().min(1, 'missing').max(noticeLimits.text, 'too_long');

/** Ticked boxes: none, one or several. */
const ticked = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .preprocess((given) => [given ?? []].flat(), z.array(z.enum(values, 'places'), 'places'))
    .transform((chosen) => [...new Set(chosen)]);

/** A notice as an admin writes it at `now`: both languages, where, and when; a beginning that was left out is now. */
export const noticeForm = (now: Date) =>
  z
    .object({
      id: z.string().regex(/^[\w-]{8,64}$/, 'changed'),
      en: text,
      cy: text,
      severity: z.enum(noticeSeverities, 'missing'),
      where: z.enum(['all', 'chosen'], 'missing'),
      parts: ticked<NoticePart>([...noticeParts]),
      steps: ticked<Step>(noticeSteps as [Step, ...Step[]]),
      from: momentField.transform((from) => from ?? now),
      until: momentField,
      reason: staffReason,
    })
    .transform(({ en, cy, where, parts, steps, ...rest }) => {
      const chosen = where === 'chosen' ? { parts, steps } : { parts: [], steps: [] };
      return { ...rest, ...chosen, where, text: { en, cy } };
    })
    .superRefine(({ where, parts, steps, from, until }, { issues }) => {
      const wrong = (field: string, message: string) =>
        issues.push({ code: 'custom', message, path: [field], input: undefined });
      if (where === 'chosen' && parts.length + steps.length === 0) wrong('parts', 'missing');
      const times = until ? wrongTimes({ from, until }, now) : 'missing';
      if (times) wrong('until', times);
    });

export const noticeFields = ['en', 'cy', 'severity', 'where', 'from', 'until', 'reason'];

/** What the form offers. */
export const noticeChoices = { parts: noticeParts, steps: noticeSteps, severities: noticeSeverities };

/** The parts and steps that were ticked, to be shown again. */
export const chosenIn = (body: Record<string, unknown> | undefined): string[] =>
  ['parts', 'steps'].flatMap((field) => [body?.[field] ?? []].flat().map(String));

type Written = Omit<z.output<ReturnType<typeof noticeForm>>, 'id' | 'reason'>;

/** The notice of a form that was right. */
export const noticeOf = ({ where: _, until, ...rest }: Written): JourneyNotice => ({ ...rest, until: until as Date });

/** A notice as the audit has it: not its words. */
export const placeAndTime = ({ severity, parts, steps, from, until }: JourneyNotice) => ({
  ...{ severity, from: from.toISOString(), until: until.toISOString() },
  where: parts.length + steps.length === 0 ? ['all'] : [...parts, ...steps.map((step) => `step:${step}`)],
});
