import type { Router } from 'express';
import { searchAudit, showAudit } from './audit/handler.js';
import type { CaseworkDeps } from './deps.js';
import { must } from './session.js';

/** The pages on which admins run the service, and look up who did what. */
export function serviceRoutes(router: Router, deps: CaseworkDeps): void {
  router.get('/audit', must('read-audit'), showAudit());
  router.post('/audit', must('read-audit'), searchAudit(deps));
}
