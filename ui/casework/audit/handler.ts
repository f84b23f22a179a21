import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler, Response } from 'express';
import { day } from '../../../domain/clock.js';
import type { AuditRow } from '../../../store/audit/audit.js';
import type { AuditPlace, AuditSought } from '../../../store/audit/audit-search.js';
import { readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { exactTime } from '../../words/times.js';
import { ukWallTime } from '../../words/uk-moment.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { csv, ndjson } from './export.js';
import { auditFields, auditForm } from './form.js';

const page = 'casework/audit';
const rowsShown = 50;

/** The search's form, for the last week if nothing else is asked. */
export const showAudit: RequestHandler = (_req, res) =>
  renderDesk(res, {
    page,
    form: { values: { from: ukWallTime(new Date(Date.now() - 7 * day)) }, errors: {} },
  });

/** Shows or exports what was found. That it was looked for, and why, is in the audit before anything is shown. */
export const searchAudit =
  ({ store, log }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const asTyped = typed(req.body, auditFields);
    const { values, errors } = readForm(auditForm, req.body);
    if (errors) return renderDesk(res, { page, form: { values: asTyped, errors } });
    const { sought, reason, do: format = 'show', after } = values;
    const noted = note(res, sought, { reason, ...(after ? { after: after.at.toISOString() } : {}) });
    if (format !== 'show') {
      await store.audit.append({ ...noted, action: 'audit.exported', details: { ...noted.details, format } });
      res.attachment(`audit.${format}`).type(format === 'csv' ? 'text/csv' : 'application/x-ndjson');
      const lines = (format === 'csv' ? csv : ndjson)(store.auditSearch.all(sought));
      // Whoever stops in between gets a file that is cut off: their browser says so.
      await pipeline(Readable.from(lines), res).catch((error: unknown) => log.warn({ err: error }, 'export cut off'));
      return;
    }
    await store.audit.append({ ...noted, action: 'audit.searched' });
    const found = await store.auditSearch.page(sought, rowsShown + 1, after);
    const shown = found.slice(0, rowsShown);
    renderDesk(res, {
      page,
      form: { values: asTyped, errors: {} },
      model: { found: await listed(store, res, shown), more: found.length > rowsShown && placeAfter(shown) },
    });
  };

/** What of a search goes into the audit: its ids in the details, so that those it was about do not find it as something done to them. */
function note(res: Response, sought: AuditSought, why: Record<string, string>) {
  const { from, to, action, actorId, accountId, caseId } = sought;
  const given = { action, actor: actorId, account: accountId, case: caseId, to: to?.toISOString() };
  const details = {
    from: from.toISOString(),
    ...Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ...why,
  };
  return { at: new Date(), actor: staffActor(res), details };
}

const placeAfter = (shown: readonly AuditRow[]): string | undefined => {
  const last = shown.at(-1);
  const place: AuditPlace | undefined = last && { at: last.at, id: last._id };
  return place && `${place.at.getTime()} ${place.id}`;
};

async function listed(store: CaseworkDeps['store'], res: Response, rows: readonly AuditRow[]) {
  const names = await store.staff.names(rows.map(({ actor }) => actor.id));
  const { language } = frameOf(res);
  return rows.map(({ at, actor, action, accountId, caseId, details, seal }) => ({
    number: seal?.number,
    at: exactTime(at, language),
    actor: { kind: actor.kind, id: actor.id, name: names.get(actor.id) },
    action,
    account: accountId,
    case: caseId,
    details: Object.entries(details ?? {}).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`),
  }));
}
