import type { RequestHandler, Response } from 'express';
import { normaliseEmail } from '../../../domain/person/email.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import { frameOf } from '../../http/frame.js';
import { dateTime } from '../../words/times.js';
import { boardRows } from '../board.js';
import { deskStep } from '../delegation/view.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { staffOf } from '../session.js';

const page = 'casework/delegations';

/** Delegations whose papers, or whose review, wait for a caseworker; the longest waiting first. */
export const showDelegations =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (_req, res) => {
    const waiting = await store.delegations.awaitingStaff(boardRows);
    const { checkerId } = staffOf(res);
    const mine = waiting.filter(({ decisions }) => !decisions.some((one) => one.checkerId === checkerId));
    renderDesk(res, { page, model: { waiting: mine.map((one) => rowOf(res, one)) } });
  };

/** All that somebody has a part in, by the email address of their account: where somebody must be protected. Recorded. */
export const findDelegations =
  ({ store }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const typed: unknown = req.body?.email;
    const email = typeof typed === 'string' ? normaliseEmail(typed).slice(0, 254) : '';
    const account = email ? await store.accounts.byEmail(email) : null;
    await note({ store }, res, 'delegation.searched', undefined, { found: account !== null });
    const found = account
      ? [
          ...(await store.delegations.ofActor(account._id)),
          ...(await store.delegations.ofSubject(account._id)),
          ...(await store.delegations.askedOf(account.emailKey)),
        ]
      : [];
    renderDesk(res, { page, model: { found: found.map((one) => rowOf(res, one)) } });
  };

function rowOf(res: Response, delegation: KnownDelegation) {
  const { id, basis, since } = delegation;
  return { id, basis, step: deskStep(delegation), since: dateTime(new Date(since), frameOf(res).language) };
}
