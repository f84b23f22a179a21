import express, { type Request, type Response, type Router } from 'express';
import { maskedEmail } from '../../../domain/person/masked-email.js';
import type { UiDeps } from '../../deps.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { readPassword } from '../../registration/read-password.js';
import { heldHere } from '../family.js';
import { recoveryBase } from '../holder.js';

/**
 * A new password for whom staff let back in: they may have lost the mailbox, too, by which everybody else chooses one. Others have proved
 * their password, or their mailbox, before their recovery began.
 */
export function passwordRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store } = deps;
  const router = express.Router();
  const page = 'recovery/password';

  const load = async (req: Request, res: Response) => {
    const held = await heldHere(deps, req, res);
    if (!held) return undefined;
    const { recovery, account } = held;
    if (recovery.proof === 'staff' && recovery.step === 'ready' && store.recoveries.opens(recovery, new Date())) {
      return { recovery, account, email: store.accounts.contacts(account).email };
    }
    res.redirect(303, recoveryBase(recovery._id));
    return undefined;
  };
  const show = (res: Response, email: string, errors: Readonly<Record<string, string>> = {}) =>
    renderPage(res, { page, form: { values: {}, errors }, model: { email: maskedEmail(email) } });

  router.get('/recovery/:id/password', async (req, res) => {
    const held = await load(req, res);
    if (held) show(res, held.email);
  });

  router.post('/recovery/:id/password', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const held = await load(req, res);
    if (!held) return;
    const { recovery, account, email } = held;
    const { values, errors } = await readPassword(deps, email, req.body);
    if (errors) return show(res, email, errors);
    await store.accounts.changePassword(account._id, recovery.accountEpoch, values.passwordHash);
    const actor = { kind: 'person', id: account._id } as const;
    await store.audit.append({ at: new Date(), actor, action: 'recovery.password', accountId: account._id });
    res.redirect(303, recoveryBase(recovery._id));
  });
  return router;
}
