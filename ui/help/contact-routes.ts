import express, { type RequestHandler, type Router } from 'express';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import type { Guards } from '../http/pages.js';
import { attachmentsBody } from './contact/attachments.js';
import { showContact, takeContact } from './contact/handler.js';
import { showTicket } from './ticket/handler.js';

/** To write to us, signed in or not, and to see where a message stands. */
export function contactRoutes(deps: UiDeps, guards: Guards): Router {
  const { csrf, limits } = guards;
  const router = express.Router();
  // Anybody may send a form with files: how often, and from where, comes before it is read.
  const before: RequestHandler = async (req, res, next) => {
    res.locals.again = '/help/contact';
    csrf.checkOrigin(req);
    await limits.visit(req);
    await limits.files(req);
    next();
  };
  const checkForm: RequestHandler = (req, res, next) => {
    csrf.check(req, frameOf(res).browser);
    next();
  };
  router.get('/contact', showContact(deps));
  router.post('/contact', before, attachmentsBody, checkForm, takeContact(deps, guards));
  router.get('/tickets/:number', showTicket(deps));
  return router;
}
