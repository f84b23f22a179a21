import type { RequestHandler } from 'express';
import { noticesAt } from '../../domain/journey/journey-notices.js';
import type { UiDeps } from '../deps.js';
import { frameOf, notForPeople } from './frame.js';

const ofAccount = /^\/account(\/|$)/;

/** Lets the pages of people's way show what staff tell them at their step. Asks memory only (store/casework/journey-notices.ts). */
export function frameNotices({ store }: Pick<UiDeps, 'store'>): RequestHandler {
  return (req, res, next) => {
    if (!notForPeople.test(req.path)) {
      const account = ofAccount.test(req.path);
      frameOf(res).notices = (step) => noticesAt(store.journeyNotices.known(), { step, account }, new Date());
    }
    next();
  };
}
