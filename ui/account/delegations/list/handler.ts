import type { RequestHandler } from 'express';
import type { UiDeps } from '../../../deps.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { ownerOf } from '../../owner.js';
import { requestsTo, viewOf } from '../view.js';

/** Who may act for whom, as far as an account has a part in it: what was given to it, what it gave, and what it is asked. */
export function listDelegations(deps: UiDeps): RequestHandler {
  const { store } = deps;
  return async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { _id, level } = owner.account;
    const { language } = frameOf(res);
    frameOf(res).back = '/account';
    const [given, giving, asked] = await Promise.all([
      store.delegations.ofActor(_id),
      store.delegations.ofSubject(_id),
      requestsTo(store, owner.account),
    ]);
    const [mine, theirs, requests] = await Promise.all([
      Promise.all(given.map((one) => viewOf(store, one, 'actor', language))),
      Promise.all(giving.map((one) => viewOf(store, one, 'subject', language))),
      Promise.all(asked.map((one) => viewOf(store, one, 'subject', language))),
    ]);
    renderPage(res, { page: 'account/delegations/list', model: { mine, theirs, requests, proved: level === 'P9' } });
  };
}
