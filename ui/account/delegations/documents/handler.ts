import express, { type Request, type Response, type Router } from 'express';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import type { UiDeps } from '../../../deps.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { handIn } from '../../../http/hand-in.js';
import type { Guards } from '../../../http/pages.js';
import { renderPage } from '../../../http/render.js';
import { picturesOf, uploadBody } from '../../../http/upload.js';
import { submitToDelegation } from '../../../workflows/delegation.js';
import { changerOf } from '../../owner.js';
import { type FoundDelegation, foundDelegation } from '../found.js';
import { shownStep } from '../view.js';

/** As many photos as one may send. */
const most = 6;

/** Papers that show that one may act: photographed one by one, sealed under a key of their own, then handed to caseworkers. */
export function documentsRoutes(deps: UiDeps, { csrf }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();
  const path = '/account/delegations/:id/documents';

  const countOf = async (id: string) =>
    (await store.evidence.list(id)).filter(({ slot }) => slot === 'attached').length;

  const show = async (res: Response, { delegation }: FoundDelegation, errors: FieldErrors = {}) => {
    const { id, nonce, basis } = delegation;
    const form = { values: {}, errors, nonce };
    renderPage(res, {
      page: 'account/delegations/documents',
      form,
      model: { id, basis, count: await countOf(id), most },
    });
  };

  router.get(path, async (req, res) => {
    const found = await awaiting(req, res);
    if (found) await show(res, found);
  });

  /** Before megabytes are read: whose it is, and that it comes from here. */
  router.post(
    path,
    async (req, res, next) => {
      csrf.checkOrigin(req);
      const found = await awaiting(req, res);
      if (!found) return void req.resume();
      res.locals.found = found;
      next();
    },
    uploadBody,
    async (req, res) => {
      csrf.check(req, frameOf(res).browser);
      const found = res.locals.found as FoundDelegation;
      const { id } = found.delegation;
      const { pictures = [], errors } = picturesOf(req);
      const [photo] = pictures;
      if ((await countOf(id)) >= most) return show(res, found, { photo: 'enough' });
      if (!photo) return show(res, found, { photo: Object.values(errors ?? {})[0] ?? 'missing' });
      const { bytes, mediaType } = photo;
      await store.evidence.put({ caseId: id, slot: 'attached', attempt: 1, bytes, mediaType, now: new Date() });
      res.redirect(303, `/account/delegations/${id}/documents`);
    },
  );

  router.post('/account/delegations/:id/hand-in', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await awaiting(req, res);
    if (!found) return;
    const { id, nonce } = found.delegation;
    if (req.body?.nonce === nonce && (await countOf(id)) > 0) {
      const submission = { nonce, step: 'documents', action: 'hand-in' };
      await handIn(store, nonce, undefined, () => submitToDelegation(temporal, found.delegation, submission));
    }
    res.redirect(303, `/account/delegations/${id}`);
  });
  return router;

  async function awaiting(req: Request, res: Response): Promise<FoundDelegation | undefined> {
    const found = await foundDelegation(deps, req, res, await changerOf(deps, req, res));
    if (!found) return undefined;
    frameOf(res).back = `/account/delegations/${found.delegation.id}`;
    if (found.side === 'actor' && shownStep(found.delegation, Date.now()).step === 'documents') return found;
    res.redirect(303, `/account/delegations/${found.delegation.id}`);
    return undefined;
  }
}
