import type { RequestHandler } from 'express';
import { isFreshStaff, staffSessionTimes } from '../../../store/casework/staff-sessions.js';
import type { CaseworkDeps } from '../deps.js';
import { renderDesk } from '../render.js';
import { staffOf, staffToken } from '../session.js';
import { againPage } from './again-page.js';

/** Asks for the sign-in, and then for the one press that sends what was typed. A link, since a form's answer may not lead to another site. */
export const showAgain =
  ({ store, secure }: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const kept = await store.staffSessions.keptForm(staffToken(req, secure) ?? '');
    if (!kept) return res.redirect(303, '/casework');
    const fields = Object.entries(kept.fields).flatMap(([name, value]) =>
      [value].flat().map((one) => ({ name, value: one })),
    );
    const model = {
      ...{ fresh: isFreshStaff(staffOf(res), new Date()), path: kept.path, fields },
      minutes: staffSessionTimes.fresh / 60_000,
      start: `/casework/sign-in/start?${new URLSearchParams({ to: againPage })}`,
    };
    renderDesk(res, { page: 'casework/again', model });
  };
