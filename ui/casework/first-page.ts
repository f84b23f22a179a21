import type { RequestHandler } from 'express';
import { staffMay } from '../../domain/casework/staff-roles.js';
import { navigationFor } from './navigation.js';
import { staffOf } from './session.js';

/** The address of the desk leads those who decide no cases to the first page that is theirs; who has none is told so after this. */
export const firstPage: RequestHandler = (_req, res, next) => {
  const { roles } = staffOf(res);
  const first = navigationFor(roles)[0]?.pages[0];
  if (staffMay(roles, 'decide-cases') || !first) next();
  else res.redirect(303, first.href);
};
