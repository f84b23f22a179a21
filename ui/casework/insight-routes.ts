import type { Router } from 'express';
import { showConversion } from './conversion/handler.js';
import type { CaseworkDeps } from './deps.js';
import { showGrowth } from './growth/handler.js';
import { showHealth } from './health/handler.js';
import { showReleases } from './releases/handler.js';
import { must } from './session.js';

/** The pages of figures. They read roll-ups and nothing else. */
export function insightRoutes(router: Router, deps: CaseworkDeps): void {
  const may = must('see-insight');
  router.get('/conversion', may, showConversion(deps));
  router.get('/releases', may, showReleases(deps));
  router.get('/growth', may, showGrowth(deps));
  router.get('/health', may, showHealth(deps));
}
