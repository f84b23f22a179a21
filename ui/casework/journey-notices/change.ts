import type { RequestHandler, Response } from 'express';
import { noticeState } from '../../../domain/journey/journey-notices.js';
import { NotFound } from '../../../platform/errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { JourneyNoticeRow } from '../../../store/casework/journey-notices.js';
import { readForm, typed } from '../../http/form.js';
import type { FormView } from '../../http/render.js';
import { ukWallTime } from '../../words/uk-moment.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { chosenIn, noticeChoices, noticeFields, noticeForm, noticeOf, placeAndTime } from './form.js';
import { noticeWords } from './shown.js';

/** The form of a notice with what it says now, to be put right. One that is over stays as it is. */
export const showChangeNotice =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const notice = await store.journeyNotices.byId(String(req.params.id));
    if (!notice) throw new NotFound();
    if (noticeState(notice, new Date()) === 'over') return res.redirect(303, `/casework/journey-notices/${notice._id}`);
    const { text, severity, parts, steps, from, until } = notice;
    const where = parts.length + steps.length === 0 ? 'all' : 'chosen';
    const values = { ...text, severity, where, from: ukWallTime(from), until: ukWallTime(until) };
    show(res, notice, { values, errors: {} }, [...parts, ...steps]);
  };

/** A form that is sent twice is one change in the audit. */
export const changeNotice =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const found = await store.journeyNotices.byId(String(req.params.id));
    if (!found) throw new NotFound();
    const { values, errors } = readForm(noticeForm(now), req.body);
    if (errors) return show(res, found, { values: typed(req.body, noticeFields), errors }, chosenIn(req.body));
    const { id: form, reason, ...written } = values;
    const notice = noticeOf(written);
    if (noticeState(found, now) !== 'over') {
      const actor = staffActor(res);
      const details = { notice: found._id, ...placeAndTime(notice), reason };
      const key = `notice-changed-${found._id}-${form}`;
      await store.audit.append({ at: now, actor, action: 'notice.changed', details }, key);
      await store.journeyNotices.change(found._id, notice, actor.id, now);
    }
    res.redirect(303, `/casework/journey-notices/${found._id}`);
  };

function show(res: Response, { _id: changed }: JourneyNoticeRow, form: FormView, chosen: string[]): void {
  const model = { ...noticeChoices, id: randomId(), changed, chosen, ...noticeWords(res) };
  renderDesk(res, { page: 'casework/journey-notices', form, model });
}
