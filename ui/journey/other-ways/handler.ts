import type { CaseStep } from '../../../domain/verification/case-state.js';
import { frameOf } from '../../http/frame.js';
import type { Page } from '../../http/pages.js';
import type { JourneyContext } from '../context.js';

/** Steps of capturing evidence. */
const capturing: readonly CaseStep[] = ['document', 'document-attempts', 'face-consent', 'face', 'face-attempts'];

/** What else there is for whom the captures do not work, told at any of them. */
export const otherWaysPage: Page<JourneyContext> = {
  path: 'other-ways',
  open: ({ step }) => capturing.some((one) => one === step),
  show({ res, base }) {
    frameOf(res).back = base;
    return { page: 'journey/other-ways', model: { base } };
  },
};

/** Its address, for the owner; a phone that only takes pictures has no such page. */
export function otherWaysFor({ base, journey }: JourneyContext): string | undefined {
  return base === `/journey/${journey._id}` ? `${base}/other-ways` : undefined;
}
