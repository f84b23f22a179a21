import type { RequestHandler, Response } from 'express';
import { randomId } from '../../../platform/random-id.js';
import { readForm, typed } from '../../http/form.js';
import type { FormView } from '../../http/render.js';
import { ukWallTime } from '../../words/uk-moment.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { chosenIn, noticeChoices, noticeFields, noticeForm, noticeOf, placeAndTime } from './form.js';
import { noticeWords, shownNotice } from './shown.js';

const rowsShown = 50;

/** What people are told on the pages of their way, the newest first, and a form for another notice. */
export const showNotices =
  ({ store }: CaseworkDeps): RequestHandler =>
  (_req, res) =>
    show(store, res, { values: { from: ukWallTime(new Date()), where: 'all' }, errors: {} });

/** A form that is sent twice writes one notice. */
export const writeNotice =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const now = new Date();
    const { values, errors } = readForm(noticeForm(now), req.body);
    if (errors) {
      return show(store, res, { values: typed(req.body, noticeFields), errors }, chosenIn(req.body));
    }
    const { id, reason, ...written } = values;
    const notice = noticeOf(written);
    const actor = staffActor(res);
    const details = { notice: id, ...placeAndTime(notice), reason };
    await store.audit.append({ at: now, actor, action: 'notice.written', details }, `notice-written-${id}`);
    await store.journeyNotices.write({ _id: id, ...notice, by: actor.id, writtenAt: now });
    res.redirect(303, `/casework/journey-notices/${id}`);
  };

async function show(store: CaseworkDeps['store'], res: Response, form: FormView, chosen: string[] = []) {
  const now = new Date();
  const latest = await store.journeyNotices.latest(rowsShown);
  const model = {
    ...{ ...noticeChoices, id: randomId(), chosen },
    notices: latest.map((notice) => shownNotice(res, notice, now)),
    ...noticeWords(res),
  };
  renderDesk(res, { page: 'casework/journey-notices', form, model });
}
