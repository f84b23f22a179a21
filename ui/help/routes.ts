import express, { type Router } from 'express';
import type { UiDeps } from '../deps.js';
import { actionOf, formBody } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { helpAbout, helpAddress } from '../http/help-link.js';
import type { Guards } from '../http/pages.js';
import { renderPage } from '../http/render.js';
import { queryOf } from '../markdown/search.js';
import { articleAddress, articles } from './articles.js';
import { articleView, homeView, searchView } from './views.js';

/** Pages of the help centre that are there to be read: they ask nothing of the store and know nobody. */
export function helpRoutes(): Router {
  const router = express.Router();
  router.get('/', (req, res) => renderPage(res, homeView(frameOf(res).language, helpAbout(req.query))));
  router.get('/search', (req, res) => {
    renderPage(res, searchView(frameOf(res).language, queryOf(req.query), helpAbout(req.query)));
  });
  router.get('/:name', (req, res, next) => {
    const article = articles(frameOf(res).language).find(({ name }) => name === req.params.name);
    if (!article) return next();
    const thanks = req.query.thanks === 'yes' || req.query.thanks === 'no' ? req.query.thanks : undefined;
    renderPage(res, articleView(article, frameOf(res), helpAbout(req.query), thanks));
  });
  return router;
}

/** What people say of an article: counted, by nobody's name, and once for each browser in a while. */
export function helpfulRoutes({ store }: Pick<UiDeps, 'store'>, { csrf, limits }: Guards): Router {
  const router = express.Router();
  router.post('/:name/helpful', formBody, async (req, res, next) => {
    const { browser, language } = frameOf(res);
    csrf.check(req, browser);
    const article = articles(language).find(({ name }) => name === req.params.name);
    if (!article) return next();
    const helpful = actionOf(req) === 'yes' ? 'yes' : 'no';
    if (await limits.vote(req, `${browser} ${article.name} ${language}`))
      await store.helpVotes.count(article.name, language, helpful, new Date());
    res.redirect(303, helpAddress(articleAddress(article.name), helpAbout(req.body ?? {}), { thanks: helpful }));
  });
  return router;
}
