import type { Router } from 'express';
import { freshStaff } from './again/fresh-staff.js';
import type { CaseworkDeps } from './deps.js';
import { changeEmailDomains, showEmailDomains } from './email-domains/handler.js';
import { findPerson, showPeople } from './people/handler.js';
import { resendMessage, showPerson } from './person/handler.js';
import { changePerson, showPersonChange } from './person-change/handler.js';
import { must } from './session.js';

/** Pages about people: to find one, to see where they stand, what staff do to their account, and who may not have one. */
export function peopleRoutes(router: Router, deps: CaseworkDeps): void {
  const fresh = freshStaff(deps);
  router.get('/people', must('find-people'), showPeople);
  router.post('/people', must('find-people'), findPerson(deps));
  router.get('/people/:id', must('find-people'), showPerson(deps));
  router.post('/people/:id/resend', must('resend-messages'), resendMessage(deps));
  router.get('/people/:id/change/:kind', must('change-accounts'), showPersonChange(deps));
  router.post('/people/:id/change/:kind', must('change-accounts'), fresh, changePerson(deps));
  router.get('/email-domains', must('block-email-domains'), showEmailDomains(deps));
  router.post('/email-domains', must('block-email-domains'), fresh, changeEmailDomains(deps));
}
