import type { Router } from 'express';
import { showConversion } from './conversion/handler.js';
import type { CaseworkDeps } from './deps.js';
import { showGrowth } from './growth/handler.js';
import { showHealth } from './health/handler.js';
import { incidentOnDesk } from './incident/handler.js';
import { showIncidents } from './incidents/handler.js';
import { showReleases } from './releases/handler.js';
import { must } from './session.js';

/** The pages of figures, which read roll-ups and nothing else, and of what the watch over them found. */
export function insightRoutes(router: Router, deps: CaseworkDeps): void {
  const may = must('see-insight');
  router.get('/conversion', may, showConversion(deps));
  router.get('/releases', may, showReleases(deps));
  router.get('/growth', may, showGrowth(deps));
  router.get('/health', may, showHealth(deps));
  const incident = incidentOnDesk(deps);
  router.get('/incidents', must('handle-incidents'), showIncidents(deps));
  router.get('/incidents/:id', must('handle-incidents'), incident.show);
  router.post('/incidents/:id', must('handle-incidents'), incident.change);
}
