import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Router } from 'express';
import { heldOf } from '../../../store/held/held-of.js';
import type { UiDeps } from '../../deps.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { wordsFor } from '../../words/words.js';
import { freshOwnerOf } from '../step-up.js';
import { asHtml, asJson } from './write.js';

/** Downloading all that Surety holds of a person: for a program, or to read. */
export function dataRoutes(deps: UiDeps): Router {
  const { store, log } = deps;
  const router = express.Router();

  router.get('/account/data', async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return;
    frameOf(res).back = '/account';
    renderPage(res, { page: 'account/data' });
  });

  router.get(['/account/data/json', '/account/data/html'], async (req, res) => {
    const owner = await freshOwnerOf(deps, req, res, '/account/data');
    if (!owner) return;
    const { _id: accountId } = owner.account;
    const { language } = frameOf(res);
    const words = wordsFor('account/data', language);
    const titleOf = (section: string) => words(`section.${section}`);
    const json = req.path.endsWith('/json');
    await store.audit.append({
      ...{ at: new Date(), actor: { kind: 'person', id: accountId }, accountId },
      ...{ action: 'data.downloaded', details: { format: json ? 'json' : 'html' } },
    });
    const held = heldOf(store, owner.account);
    const text = json ? asJson(held) : asHtml(held, { language, title: words('file.title'), titleOf });
    res.set('Cache-Control', 'no-store');
    res.attachment(json ? 'surety.json' : 'surety.html');
    // What is broken off half-way is a broken download: nothing else can be said by then.
    await pipeline(Readable.from(text), res).catch((error: unknown) =>
      log.warn({ err: error }, 'a download broke off'),
    );
  });
  return router;
}
