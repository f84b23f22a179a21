import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { declineReasons } from '../../../domain/casework/decline-reasons.js';
import type { AssuranceSample } from '../../../store/casework/assurance.js';
import type { Review } from '../../../store/casework/review.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { clockTime } from '../../words/times.js';
import { caseView } from '../case/view.js';
import { ticked } from '../decision/form.js';
import type { CaseworkDeps } from '../deps.js';
import { showNotice } from '../notice/notice.js';
import { record } from '../record.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { sampleOnDesk } from './handler.js';

const verdictForm = z
  .object({ outcome: z.enum(['pass', 'decline'], { error: 'missing' }), reasons: ticked })
  .check(({ value, issues }) => {
    const wrong = value.outcome === 'decline' ? value.reasons.length === 0 : value.reasons.length > 0;
    const message = value.outcome === 'decline' ? 'missing' : 'with_pass';
    if (wrong) issues.push({ code: 'custom', path: ['reasons'], message, input: value });
  });

/** A drawn case, as it lay before those who decided it: how they did, and what followed, is not told. */
export const showDrawn =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const sample = await sampleOnDesk(deps)(req, res);
    if (!sample) return showNotice(res, 'not-on-desk', 403);
    await renderDrawn(deps, res, sample, { values: {}, errors: {} }, []);
  };

export const judge =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const sample = await sampleOnDesk(deps)(req, res);
    if (!sample) return showNotice(res, 'not-on-desk', 409);
    const { values, errors } = readForm(verdictForm, req.body);
    if (errors) {
      const form = { values: typed(req.body, ['outcome']), errors };
      return renderDrawn(deps, res, sample, form, [req.body?.reasons ?? []].flat());
    }
    const { checkerId } = staffOf(res);
    const { outcome, reasons } = values;
    await record(deps.store, checkerId, 'assurance.judged', sample, { outcome, reasons });
    const judged = await deps.store.assurance.judge(sample._id, { outcome, reasons, checkerId, at: new Date() });
    if (!judged) return showNotice(res, 'not-on-desk', 409);
    res.redirect(303, '/casework/assurance');
  };

/** What of a case those had before them who decided it, without what they found. */
const shownBlind = [
  ...(['pictures', 'comparison', 'known', 'formerNames', 'typedFormerName', 'reading', 'face'] as const),
  ...(['reasons', 'signals'] as const),
];

async function renderDrawn(
  { store }: CaseworkDeps,
  res: Response,
  sample: AssuranceSample,
  form: FormView,
  chosen: readonly string[],
): Promise<void> {
  const { _id, caseId, accountId, sampledAt, lease } = sample;
  const { language } = frameOf(res);
  const { checkerId } = staffOf(res);
  await record(store, checkerId, 'case.opened', sample);
  const { reasons = [], signals = [] } = (await store.reviews.byId(_id)) ?? {};
  const asked: Review = {
    _id,
    caseId,
    accountId,
    reasons,
    signals,
    state: 'over',
    queuedAt: sampledAt,
    dueAt: sampledAt,
  };
  const view = await caseView(store, asked, checkerId, language);
  const seen = Object.fromEntries(shownBlind.map((name) => [name, view[name]]));
  const until = lease ? clockTime(lease.until, language) : '';
  renderDesk(res, {
    page: 'casework/case',
    form,
    model: { ...seen, blind: true, base: `/casework/assurance/${_id}`, until, declineReasons, chosen },
  });
}
