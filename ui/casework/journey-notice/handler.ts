import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { noticeState } from '../../../domain/journey/journey-notices.js';
import { NotFound } from '../../../platform/errors.js';
import { readForm, typed } from '../../http/form.js';
import type { FormView } from '../../http/render.js';
import type { CaseworkDeps } from '../deps.js';
import { noticeWords, shownNotice } from '../journey-notices/shown.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { staffReason } from '../staff-reason.js';

const form = z.object({ reason: staffReason });

/** One notice, as people read it in both languages, and the way to end it before its time. */
export const showJourneyNotice =
  ({ store }: CaseworkDeps): RequestHandler =>
  (req, res) =>
    show(store, res, String(req.params.id));

/** Nobody is shown it from now on: within five seconds in all processes. One that is over stays as it is. */
export const endJourneyNotice =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const id = String(req.params.id);
    const { values, errors } = readForm(form, req.body);
    if (errors) return show(store, res, id, { values: typed(req.body, ['reason']), errors });
    const now = new Date();
    const notice = await found(store, id);
    if (noticeState(notice, now) !== 'over') {
      const actor = staffActor(res);
      const details = { notice: id, until: notice.until.toISOString(), reason: values.reason };
      await store.audit.append({ at: now, actor, action: 'notice.ended', details }, `notice-ended-${id}`);
      await store.journeyNotices.end(id, actor.id, now);
    }
    res.redirect(303, `/casework/journey-notices/${id}`);
  };

async function found(store: CaseworkDeps['store'], id: string) {
  const notice = await store.journeyNotices.byId(id);
  if (!notice) throw new NotFound();
  return notice;
}

async function show(store: CaseworkDeps['store'], res: Response, id: string, filled?: FormView): Promise<void> {
  const notice = await found(store, id);
  const names = await store.staff.names([notice.by, notice.endedBy ?? notice.by, notice.changedBy ?? notice.by]);
  const name = (by: string) => names.get(by) ?? by;
  renderDesk(res, {
    page: 'casework/journey-notice',
    form: filled ?? { values: {}, errors: {} },
    model: {
      notice: shownNotice(res, notice, new Date()),
      by: name(notice.by),
      endedBy: notice.endedBy && name(notice.endedBy),
      changedBy: notice.changedBy && name(notice.changedBy),
      ...noticeWords(res),
    },
  });
}
