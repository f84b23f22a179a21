import type { Router } from 'express';
import { freshStaff } from './again/fresh-staff.js';
import { searchAudit, showAudit } from './audit/handler.js';
import { changeAutomation, showAutomation } from './automation/handler.js';
import type { CaseworkDeps } from './deps.js';
import { endJourneyNotice, showJourneyNotice } from './journey-notice/handler.js';
import { changeNotice, showChangeNotice } from './journey-notices/change.js';
import { showNotices, writeNotice } from './journey-notices/handler.js';
import { changeReviewTime, showReviewTime } from './review-time/handler.js';
import { must } from './session.js';

/** The pages on which admins run the service, and look up who did what. */
export function serviceRoutes(router: Router, deps: CaseworkDeps): void {
  const fresh = freshStaff(deps);
  router.get('/audit', must('read-audit'), showAudit);
  router.post('/audit', must('read-audit'), searchAudit(deps));
  router.get('/automation', must('run-service'), showAutomation(deps));
  router.post('/automation', must('run-service'), fresh, changeAutomation(deps));
  router.get('/review-time', must('run-service'), showReviewTime(deps));
  router.post('/review-time', must('run-service'), fresh, changeReviewTime(deps));
  router.get('/journey-notices', must('run-service'), showNotices(deps));
  router.post('/journey-notices', must('run-service'), fresh, writeNotice(deps));
  router.get('/journey-notices/:id', must('run-service'), showJourneyNotice(deps));
  router.post('/journey-notices/:id', must('run-service'), fresh, endJourneyNotice(deps));
  router.get('/journey-notices/:id/change', must('run-service'), showChangeNotice(deps));
  router.post('/journey-notices/:id/change', must('run-service'), fresh, changeNotice(deps));
}
