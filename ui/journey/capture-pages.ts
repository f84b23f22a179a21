import type { UiDeps } from '../deps.js';
import type { Page } from '../http/pages.js';
import type { JourneyContext } from './context.js';
import { documentPage, documentPhotoPage } from './document/handler.js';
import { facePage, faceScanPage } from './face/handler.js';

/** The pages on which pictures are taken: for the owner, and for the phone that they hand this over to (ui/hand-off). */
export const capturePages = (deps: UiDeps): Page<JourneyContext>[] => [
  documentPage(deps),
  documentPhotoPage(deps),
  facePage,
  faceScanPage(deps),
];
