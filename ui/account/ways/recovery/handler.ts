import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { recoveryCode, recoveryCodes, shownRecoveryCode } from '../../../../domain/accounts/recovery-code.js';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { freshOwnerOf } from '../../step-up.js';
import { tellingOfWays } from '../tell.js';

/** Recovery codes: made in place of the earlier ones, and shown in the answer to that, once. */
export function recoveryRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways/recovery', async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const { left } = (await store.signInWays.of(owner.account, new Date())).recovery;
    frameOf(res).back = '/account/ways';
    renderPage(res, { page: 'account/ways/recovery', model: { left, count: recoveryCodes.count } });
  });

  router.post('/account/ways/recovery', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    const { account } = owner;
    const codes = Array.from({ length: recoveryCodes.count }, () => recoveryCode(randomBytes(recoveryCodes.length)));
    const put = () => store.signInWays.putRecoveryCodes(account._id, codes, new Date());
    await tellingOfWays(deps, account, 'recovery-codes-made', put);
    const model = { codes: codes.map(shownRecoveryCode), count: recoveryCodes.count };
    renderPage(res, { page: 'account/ways/recovery', model });
  });
  return router;
}
