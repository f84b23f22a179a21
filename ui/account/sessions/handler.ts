import express, { type Router } from 'express';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { dateTime } from '../../words/times.js';
import { changerOf, ownerOf } from '../owner.js';
import { serviceNames } from '../service-names.js';

/** Where a person is signed in: each browser, and how to end it. */
export function sessionRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store, provider } = deps;
  const router = express.Router();

  router.get('/account/sessions', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { language } = frameOf(res);
    frameOf(res).back = '/account';
    const open = await store.oidc.sessionsOf(owner.account._id);
    const sessions = open.map(async ({ uid, since, device, partners }) => {
      const services = (await serviceNames(store, partners)).join(', ');
      return { uid, since: dateTime(since, language), device, services, here: uid === owner.session.uid };
    });
    renderPage(res, { page: 'account/sessions', model: { sessions: await Promise.all(sessions) } });
  });

  router.post('/account/sessions/end', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await changerOf(deps, req, res);
    if (!owner) return;
    const { uid } = req.body ?? {};
    if (uid === 'others') await store.oidc.endSessions(owner.account._id, owner.session.uid);
    else if (typeof uid === 'string') await store.oidc.endSession(owner.account._id, uid);
    provider.tellPartners();
    res.redirect(303, '/account/sessions');
  });
  return router;
}
