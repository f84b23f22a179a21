import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { answerHoursOf, type ReviewTime } from '../../../domain/casework/review-time.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { staffReason } from '../staff-reason.js';

const page = 'casework/review-time';

const hours = z
  .string({ error: 'hours' })
  .regex(/^\s*([1-9]\d?|1\d\d|2[0-3]\d|240)\s*$/, 'hours')
  .transform(Number);

const sentence = z.string().trim().max(300, 'too_long').optional().default('');

/** Both languages, or neither. */
const form = z
  .object({
    hours,
    answerHours: hours,
    en: sentence,
    cy: sentence,
    version: z
      .string()
      .regex(/^\d{1,9}$/, 'changed')
      .transform(Number),
    reason: staffReason,
  })
  .refine(({ en, cy }) => !en || cy, { error: 'missing', path: ['cy'] })
  .refine(({ en, cy }) => en || !cy, { error: 'missing', path: ['en'] });

/** The service level, and what people who wait for caseworkers are told; who changed it, when and why. */
export const showReviewTime =
  ({ store }: CaseworkDeps): RequestHandler =>
  (_req, res) =>
    show(store, res);

/** Cases sent to caseworkers from now on are due by it; people who wait read it at once. */
export const changeReviewTime =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const values = typed(req.body, ['hours', 'answerHours', 'en', 'cy', 'reason']);
    const { values: read, errors } = readForm(form, req.body);
    if (errors) return show(store, res, { values, errors });
    const { hours, answerHours, en, cy, version, reason } = read;
    const value: ReviewTime = { hours, answerHours, ...(en && cy ? { message: { en, cy } } : {}) };
    const at = new Date();
    const before = (await store.serviceSettings.read('review-time')).value;
    const actor = staffActor(res);
    const answers = `${answerHoursOf(before)} > ${answerHours}`;
    const message = value.message !== undefined;
    const details = { hours: `${before.hours} > ${hours}`, answers, message, reason };
    await store.audit.append({ at, actor, action: 'review-time.changed', details });
    const done = await store.serviceSettings.change('review-time', version, { value, at, by: actor.id, reason });
    if (!done) return show(store, res, { values, errors: { version: 'changed' } });
    res.redirect(303, '/casework/review-time');
  };

async function show(store: CaseworkDeps['store'], res: Response, filled?: FormView): Promise<void> {
  const { value, version, changes } = await store.serviceSettings.read('review-time');
  const names = await store.staff.names(changes.map(({ by }) => by));
  const { language } = frameOf(res);
  const answerHours = String(answerHoursOf(value));
  const values = { hours: String(value.hours), answerHours, en: value.message?.en ?? '', cy: value.message?.cy ?? '' };
  renderDesk(res, {
    page,
    form: filled ?? { values, errors: {} },
    model: {
      version,
      changes: changes.toReversed().map(({ value: to, at, by, reason }) => ({
        ...{
          hours: to.hours,
          answerHours: answerHoursOf(to),
          message: to.message,
          reason,
          at: dateTime(at, language),
          by: names.get(by) ?? by,
        },
      })),
    },
  });
}
