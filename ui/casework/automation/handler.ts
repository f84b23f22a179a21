import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { AutomationRates } from '../../../domain/casework/automation.js';
import { type EvidenceKind, evidenceKinds } from '../../../domain/gpg45/scores.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { staffReason } from '../staff-reason.js';

const page = 'casework/automation';

/** A share in percent; nothing else than a whole number is one. */
const share = z
  .string({ error: 'share' })
  .regex(/^\s*(\d{1,2}|100)\s*$/, 'share')
  .transform(Number);

const form = z.object({
  ...(Object.fromEntries(evidenceKinds.map((kind) => [kind, share])) as Record<EvidenceKind, typeof share>),
  version: z
    .string()
    .regex(/^\d{1,9}$/, 'changed')
    .transform(Number),
  reason: staffReason,
});

/** How much of what machines could pass they may pass, by kind of document, and who changed it when and why. */
export const showAutomation =
  ({ store }: CaseworkDeps): RequestHandler =>
  (_req, res) =>
    show(store, res);

/** The next cases are drawn by it; what was drawn stays. */
export const changeAutomation =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const values = typed(req.body, [...evidenceKinds, 'reason']);
    const { values: read, errors } = readForm(form, req.body);
    if (errors) return show(store, res, { values, errors });
    const { version, reason, ...rates } = read;
    const at = new Date();
    const before = (await store.serviceSettings.read('automation')).value;
    const actor = staffActor(res);
    const details = { ...changed(before, rates), reason, version: version + 1 };
    // Recorded before it is done: what cannot be recorded is not changed.
    await store.audit.append({ at, actor, action: 'automation.changed', details });
    const done = await store.serviceSettings.change('automation', version, { value: rates, at, by: actor.id, reason });
    if (!done) return show(store, res, { values, errors: { version: 'changed' } });
    res.redirect(303, '/casework/automation');
  };

async function show(store: CaseworkDeps['store'], res: Response, filled?: FormView): Promise<void> {
  const { value, version, changes } = await store.serviceSettings.read('automation');
  const names = await store.staff.names(changes.map(({ by }) => by));
  const { language } = frameOf(res);
  const values = Object.fromEntries(evidenceKinds.map((kind) => [kind, String(value[kind])]));
  renderDesk(res, {
    page,
    form: filled ?? { values, errors: {} },
    model: {
      kinds: evidenceKinds,
      version,
      changes: changes.toReversed().map(({ value: rates, at, by, reason }) => ({
        ...{ rates, reason, at: dateTime(at, language), by: names.get(by) ?? by },
      })),
    },
  });
}

const changed = (before: AutomationRates, after: AutomationRates): Record<string, string> =>
  Object.fromEntries(
    evidenceKinds
      .filter((kind) => before[kind] !== after[kind])
      .map((kind) => [kind, `${before[kind]} > ${after[kind]}`]),
  );
