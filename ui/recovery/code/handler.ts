import express, { type Router } from 'express';
import { typedRecoveryCode } from '../../../domain/accounts/recovery-code.js';
import type { UiDeps } from '../../deps.js';
import { formBody, typed } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import type { Guards } from '../../http/pages.js';
import { renderPage } from '../../http/render.js';
import { holdRecovery, recoveryBase } from '../holder.js';

/** Where a person enters the code that staff gave them: this browser is from then on the one that the recovery lets in. */
export function codeRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const router = express.Router();
  const page = 'recovery/code';

  router.get('/recover', (_req, res) => renderPage(res, { page, form: { values: {}, errors: {} } }));

  router.post('/recover', formBody, async (req, res) => {
    await limits.visit(req);
    csrf.check(req, frameOf(res).browser);
    const code = typedRecoveryCode(typed(req.body, ['code']).code ?? '');
    if (code === '') return renderPage(res, { page, form: { values: {}, errors: { code: 'missing' } } });
    await limits.passkeyAllowed(req);
    const recovery = await deps.store.recoveries.byCode(code);
    if (!recovery || !(await holdRecovery(deps, res, recovery))) {
      await limits.passkeyWrong(req);
      return renderPage(res, { page, form: { values: {}, errors: { code: 'wrong' } } });
    }
    res.redirect(303, recoveryBase(recovery._id));
  });
  return router;
}
