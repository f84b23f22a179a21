import type { RequestHandler } from 'express';
import { staffChanges } from '../../../domain/casework/staff-changes.js';
import { staffMay } from '../../../domain/casework/staff-roles.js';
import { frameOf } from '../../http/frame.js';
import { clockTime } from '../../words/times.js';
import { sendMessage } from '../../workflows/message-delivery.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { changesFor } from '../person-change/handler.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';
import { lookedAt } from './look.js';
import { personView, reachedBy } from './view.js';

/** What may be told after a form, as a code in the address. */
const told = ['sent', 'not_sendable', 'too_soon', 'too_often', ...staffChanges, 'unchanged'];

/** The page of a person that was searched for. Each look at it is recorded, with the reason of the search. */
export const showPerson =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const found = await lookedAt(deps, req, res);
    if (!found) return;
    const { look, account } = found;
    await note(deps, res, 'person.viewed', account._id, { reason: look.reason });
    const { language } = frameOf(res);
    renderDesk(res, {
      page: 'casework/person',
      model: {
        base: `/casework/people/${look._id}`,
        until: clockTime(look.until, language),
        person: await personView(deps.store, account, new Date(), language),
        changes: staffMay(staffOf(res).roles, 'change-accounts') ? changesFor(account) : [],
        may: {
          resend: staffMay(staffOf(res).roles, 'resend-messages'),
          answer: staffMay(staffOf(res).roles, 'answer-tickets'),
        },
        done: told.find((one) => one === req.query.done),
      },
    });
  };

/** Sends a message once more. What it says and to whom is as it was; a press that comes twice sends one. */
export const resendMessage =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const found = await lookedAt(deps, req, res);
    if (!found) return;
    const { store, temporal, log } = deps;
    const { look, account } = found;
    const base = `/casework/people/${look._id}`;
    const key = String(req.body?.key ?? '');
    if (!/^[\w-]{1,200}$/.test(key)) return res.redirect(303, `${base}?done=not_sendable`);
    await note(deps, res, 'message.send_again', account._id, { message: key, reason: look.reason });
    const contacts = reachedBy(store.accounts.contacts(account));
    const put = await store.messages.putAgain(key, { account, contacts }, new Date());
    if (typeof put === 'string') return res.redirect(303, `${base}?done=${put}`);
    // Not waited for: one that cannot be sent now is sent later (api/rounds/send-left-notices.ts).
    sendMessage(temporal, { key: put.key, kind: 'notice' }).catch((err: unknown) =>
      log.warn({ err }, 'a message sent again waits'),
    );
    res.redirect(303, `${base}?done=sent`);
  };
