import type { Router } from 'express';
import type { CaseworkDeps } from './deps.js';
import { showNews, writeNews } from './news/handler.js';
import { changeNewsItem, showNewsItem } from './news-item/handler.js';
import { answerPartner, showPartner } from './partner/handler.js';
import { showPartners } from './partners/handler.js';
import { showRoadmap, writeRoadmap } from './roadmap/handler.js';
import { changeRoadmapItem, showRoadmapItem } from './roadmap-item/handler.js';
import { must } from './session.js';

/** The pages on which admins answer partners, and tell them what is new and what may come. */
export function partnerRoutes(router: Router, deps: CaseworkDeps): void {
  const may = must('manage-partners');
  router.get('/partners', may, showPartners(deps));
  router.get('/partners/:id', may, showPartner(deps));
  router.post('/partners/:id', may, answerPartner(deps));
  router.get('/news', may, showNews(deps));
  router.post('/news', may, writeNews(deps));
  router.get('/news/:id', may, showNewsItem(deps));
  router.post('/news/:id', may, changeNewsItem(deps));
  router.get('/roadmap', may, showRoadmap(deps));
  router.post('/roadmap', may, writeRoadmap(deps));
  router.get('/roadmap/:id', may, showRoadmapItem(deps));
  router.post('/roadmap/:id', may, changeRoadmapItem(deps));
}
