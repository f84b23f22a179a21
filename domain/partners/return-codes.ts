import type { ExitDescription } from '../journey/exits.js';

/**
 * Letters that stand in the claim `return_code` for partners who get a code, at P0, instead of `access_denied` where a verification has
 * not reached the level.
 */
export const returnCodes = {
  verification_pending: 'P',
  verification_failed: 'F',
  user_cancelled: 'C',
} as const satisfies Record<ExitDescription, string>;

export type ReturnCode = (typeof returnCodes)[ExitDescription];
