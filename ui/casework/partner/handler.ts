import type { RequestHandler, Response } from 'express';
import { day } from '../../../domain/clock.js';
import { NotFound } from '../../../platform/errors.js';
import { randomId } from '../../../platform/random-id.js';
import type { AuditEntry } from '../../../store/audit/audit.js';
import { type PartnerRow, takesAgreement } from '../../../store/partners/working-partner.js';
import { actionOf, readForm, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { FormView } from '../../http/render.js';
import { stateOf } from '../../portal/home/state.js';
import { emailForm } from '../../sign-in/email/form.js';
import { dateTime } from '../../words/times.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { answerForm } from './form.js';

const invitedFor = 14 * day;

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
  const by = staffOf(res).checkerId;
  const asked = row.kept?.request?.asked;
  const refused = { at: now, reason };
  const done =
    action === 'approve'
      ? asked !== undefined && (await store.clients.approve(row._id, request, { ...asked, at: now, by }))
      : action === 'refuse'
        ? await store.clients.refuse(row._id, request, refused)
        : await store.clients.suspend(row._id, refused);
  if (!done) return undefined;
  const names = { approve: 'service.approved', refuse: 'service.refused', suspend: 'service.suspended' } as const;
  const details: NonNullable<AuditEntry['details']> =
    action === 'approve' && asked ? { scopes: asked.scopes, vectors: asked.vectors } : { reason };
  const actor = { kind: 'checker', id: by } as const;
  await store.audit.append({ at: now, actor, action: names[action], serviceId: row._id, details });
  return undefined;
}

/** Gives a partner of the operator's file its first owner in the portal; also where all owners have gone. */
async function invite({ store, temporal, url }: CaseworkDeps, row: PartnerRow, body: unknown, res: Response) {
  const { values, errors } = readForm(emailForm, body);
  if (errors) return { values: typed(body, ['email']), errors };
  const now = new Date();
  const by = staffOf(res).checkerId;
  const id = randomId();
  const expiresAt = new Date(now.getTime() + invitedFor);
  await store.services.create(row._id, undefined, now);
  await store.services.invite(row._id, { id, email: values.email, role: 'owner', by, expiresAt });
  const actor = { kind: 'checker', id: by } as const;
  await store.audit.append({
    at: now,
    actor,
    action: 'service.invited',
    serviceId: row._id,
    details: { role: 'owner' },
  });
  const key = `portal-invitation-${id}`;
  const { language } = frameOf(res);
  const letter = { key, channel: 'email', to: values.email, template: 'portal-invitation', language } as const;
  await store.messages.putMessage({ ...letter, params: { url: `${url}/portal` }, expiresAt });
  await sendMessage(temporal, { key, kind: 'notice' });
  return undefined;
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
