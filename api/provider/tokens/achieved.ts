import { type Level, levels } from '../../../domain/levels/levels.js';

/** What a request achieved: a vector of trust, and a letter where a partner gets one instead of an error (return-codes.ts). */
export type Achieved = {
  vot: string;
  returnCode?: string | undefined;
  /** By which delegation the person acts for somebody else (acting.ts). */
  delegationId?: string | undefined;
};

const actingPrefix = 'act:';

/**
 * What was achieved as one text: the provider carries a session's `acr` from the code to all tokens, so nothing needs to be stored for it.
 */
export function achievedText({ vot, returnCode, delegationId }: Achieved): string {
  const words = [vot, returnCode, delegationId && actingPrefix + delegationId];
  return words.filter(Boolean).join(' ');
}

/** What a code, refresh token or access token says was achieved. */
export function achievedBy(source: object | undefined): Achieved | undefined {
  const { acr, extra } = (source ?? {}) as { acr?: unknown; extra?: TokenParts };
  if (typeof acr === 'string') {
    const [vot = '', ...more] = acr.split(' ');
    const acting = more.find((word) => word.startsWith(actingPrefix));
    const returnCode = more.find((word) => word !== acting);
    return { vot, returnCode, delegationId: acting?.slice(actingPrefix.length) };
  }
  if (typeof extra?.vot !== 'string') return undefined;
  return { vot: extra.vot, returnCode: extra.return_code, delegationId: extra.delegation_id };
}

type TokenParts = { vot?: unknown; return_code?: string; delegation_id?: string };

/** The level of a vector of trust as text (`P9.Cp.Cd`). */
export function levelOfVot(vot: string | undefined): Level {
  return levels.find((one) => one === vot?.slice(0, 2)) ?? 'P0';
}
