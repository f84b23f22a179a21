import { type Level, levels } from '../../domain/levels.js';

/** What a request achieved: a vector of trust, and a letter where a partner gets one instead of an error (return-codes.ts). */
export type Achieved = { vot: string; returnCode?: string | undefined };

/**
 * What was achieved as one text: the provider carries a session's `acr` from the code to all tokens, so nothing needs to be stored for it.
 */
export function achievedText({ vot, returnCode }: Achieved): string {
  return returnCode ? `${vot} ${returnCode}` : vot;
}

/** What a code, refresh token or access token says was achieved. */
export function achievedBy(source: object | undefined): Achieved | undefined {
  const { acr, extra } = (source ?? {}) as { acr?: unknown; extra?: { vot?: unknown; return_code?: string } };
  if (typeof acr === 'string') {
    const [vot = '', returnCode] = acr.split(' ');
    return { vot, returnCode };
  }
  return typeof extra?.vot === 'string' ? { vot: extra.vot, returnCode: extra.return_code } : undefined;
}

/** The level of a vector of trust as text (`P9.Cp.Cd`). */
export function levelOfVot(vot: string | undefined): Level {
  return levels.find((one) => one === vot?.slice(0, 2)) ?? 'P0';
}
