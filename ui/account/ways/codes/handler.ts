import express, { type Request, type Response, type Router } from 'express';
import { endingOf } from '../../../../domain/person/ending-of.js';
import { maskedAddress } from '../../../../domain/person/postal-address.js';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { offeredKinds } from '../../contact-form.js';
import { freshOwnerOf } from '../../step-up.js';
import { tellingOfWays } from '../tell.js';

const pages = [
  { way: 'sms', contact: 'mobile', change: 'sms-added' },
  { way: 'voice', contact: 'landline', change: 'voice-added' },
  { way: 'letter', contact: 'address', change: 'letter-added' },
] as const;

/** Codes by text message, phone and post as a way to sign in, for who had given them up and still has the contact. */
export function codesRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  for (const { way, contact, change } of pages) {
    const path = `/account/ways/${way}`;
    const ownerWithContact = async (req: Request, res: Response) => {
      const owner = await freshOwnerOf(deps, req, res);
      if (!owner) return undefined;
      const to = store.accounts.contacts(owner.account)[contact];
      if (!to) res.redirect(303, offeredKinds(deps).includes(contact) ? `/account/change-${contact}` : '/account/ways');
      return to && { ...owner, ending: typeof to === 'string' ? endingOf(to) : maskedAddress(to) };
    };

    router.get(path, async (req, res) => {
      const owner = await ownerWithContact(req, res);
      if (!owner) return;
      frameOf(res).back = '/account/ways';
      renderPage(res, { page: 'account/ways/codes', model: { way, ending: owner.ending } });
    });

    router.post(path, formBody, async (req, res) => {
      csrf.check(req, frameOf(res).browser);
      const owner = await ownerWithContact(req, res);
      if (!owner) return;
      const { account } = owner;
      const ways = await store.signInWays.of(account, new Date());
      const add = () => store.signInWays.setCodes(account._id, way, true, ways.version);
      if (!ways[way]) await tellingOfWays(deps, account, change, add);
      res.redirect(303, '/account/ways');
    });
  }
  return router;
}
