import type { RequestHandler, Response } from 'express';
import type { FieldErrors } from '../../../domain/journey/field-errors.js';
import { NotFound } from '../../../platform/errors.js';
import type { AuditEntry } from '../../../store/audit/audit.js';
import { type PartnerRow, takesAgreement } from '../../../store/partners/working-partner.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { stateOf } from '../../portal/home/state.js';
import { inviteTo } from '../../portal/people/invite.js';
import { emailForm } from '../../sign-in/email/form.js';
import { dateTime } from '../../words/times.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffActor } from '../session.js';
import { answerForm } from './form.js';

/** One registration: what it asks for beside what was agreed to, and the forms that answer. */
export const showPartner =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const row = await store.clients.registration(String(req.params.id));
    if (!row) throw new NotFound();
    show(res, row);
  };

/** An admin's answer. It is to the very request that was shown: one that was changed meanwhile is shown again. */
export const answerPartner =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const row = await deps.store.clients.registration(String(req.params.id));
    if (!row) throw new NotFound();
    const action = actionOf(req);
    const answer =
      action === 'invite' ? await invite(deps, row, req.body, res) : await decide(deps, row, req.body, res);
    if (answer) return show(res, row, answer);
    res.redirect(303, `/casework/partners/${row._id}`);
  };

/** Approves, turns down or takes back. @returns the form where something is wrong with it */
async function decide({ store }: CaseworkDeps, row: PartnerRow, body: unknown, res: Response) {
  const { values, errors } = readForm(answerForm, body);
  if (errors) return { values: typed(body, ['reason']), errors };
  const { action, request, reason } = values;
  const now = new Date();
  const actor = staffActor(res);
  const asked = row.kept?.request?.asked;
  const refused = { at: now, reason };
  const done =
    action === 'approve'
      ? asked !== undefined && (await store.clients.approve(row._id, request, { ...asked, at: now, by: actor.id }))
      : action === 'refuse'
        ? await store.clients.refuse(row._id, request, refused)
        : await store.clients.suspend(row._id, refused);
  if (!done) return undefined;
  const names = { approve: 'service.approved', refuse: 'service.refused', suspend: 'service.suspended' } as const;
  const details: NonNullable<AuditEntry['details']> =
    action === 'approve' && asked ? { scopes: asked.scopes, vectors: asked.vectors } : { reason };
  await store.audit.append({ at: now, actor, action: names[action], serviceId: row._id, details });
  return undefined;
}

/** Gives a partner of the operator's file its first owner in the portal; also where all owners have gone. @returns the form as `decide` does */
async function invite(deps: CaseworkDeps, row: PartnerRow, body: unknown, res: Response) {
  const { store } = deps;
  const { values, errors } = readForm(emailForm, body);
  const wrong = (found: FieldErrors) => ({ values: typed(body, ['email']), errors: found });
  if (errors) return wrong(errors);
  const actor = staffActor(res);
  await store.services.create(row._id, undefined, new Date());
  const invited = { ...values, role: 'owner', by: actor.id, language: frameOf(res).language } as const;
  const noted = () => {
    const entry = { at: new Date(), actor, action: 'service.invited', serviceId: row._id };
    return store.audit.append({ ...entry, details: { role: 'owner' } });
  };
  return (await inviteTo(deps, row._id, invited, noted)) ? undefined : wrong({ email: 'too_many' });
}

function show(res: Response, row: PartnerRow, form: FormView = { values: {}, errors: {} }): void {
  const { language } = frameOf(res);
  const { _id: id, logo, kept } = row;
  const addresses = [row.entryPage, row.initiateLoginUri, ...row.redirectUris, ...row.postLogoutRedirectUris];
  renderDesk(res, {
    page: 'casework/partner',
    form,
    model: {
      partner: { id, logo, ...takesAgreement(row), addresses: [...new Set(addresses.filter(Boolean))] },
      state: stateOf(row, new Date()),
      request: kept?.request && {
        ...kept.request.asked,
        id: kept.request.id,
        note: kept.request.note,
        since: dateTime(kept.request.at, language),
      },
      approved: kept?.approved && { ...kept.approved, since: dateTime(kept.approved.at, language) },
    },
  });
}
