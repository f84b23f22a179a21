import express, { type Router } from 'express';
import { type PageView, renderPage } from '../http/render.js';
import { queryOf } from '../markdown/search.js';
import { type DocsPage, docsAddress, library } from './library.js';
import { searchDocs } from './search-index.js';

/** The partners' guide, made from the documents in docs/toolkit. */
export function docsRoutes(): Router {
  const router = express.Router();
  router.get('/search', (req, res) => renderPage(res, searchView(queryOf(req.query))));
  router.get(['/', '/:name'], (req, res, next) => {
    const page = library().find(({ name }) => name === (req.params.name ?? ''));
    if (!page) return next();
    renderPage(res, docsView(page));
  });
  return router;
}

const searchView = (query: string): PageView => ({
  page: 'docs/search',
  model: { query, found: query ? searchDocs(query) : [], pages: contents() },
});

function docsView(page: DocsPage): PageView {
  const all = library();
  const at = all.indexOf(page);
  const [previous, next] = [all[at - 1], all[at + 1]].map((other) => other && entry(other));
  const sections = page.sections.filter(({ depth }) => depth === 2);
  return {
    page: 'docs/page',
    model: { html: page.html, title: page.title, sections, previous, next, pages: contents(page) },
  };
}

const entry = ({ name, title }: DocsPage) => ({ href: docsAddress(name), title });

const contents = (current?: DocsPage) => library().map((page) => ({ ...entry(page), current: page === current }));
