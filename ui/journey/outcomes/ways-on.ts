import type { DetailsField } from '../../../domain/verification/check-results.js';
import type { Draft } from '../details/draft.js';

/** Back to the details: all of them, one that is to be changed, or one more. */
type WayBack = 'details' | DetailsField | 'number' | 'without-number' | 'contact';

/** A way on from an outcome of the details. */
export type WayOn = WayBack | 'document' | 'retry';

/** The page that a way back begins at (the step's first one if left out), and what it answers already. */
export const wayBack: Readonly<Record<WayBack, { page?: string; draft?: Draft }>> = {
  details: {},
  name: { page: 'details?change=1' },
  'birth-date': { page: 'details?change=1' },
  postcode: { page: 'postcode?change=1' },
  'nhs-number': { page: 'postcode?change=1' },
  number: { page: 'postcode?change=1' },
  'without-number': { page: 'check', draft: { nhsNumber: '' } },
  contact: { page: 'surgery-contact?change=1', draft: { tells: 'yes' } },
};
