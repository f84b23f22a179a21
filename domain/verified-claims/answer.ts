import { match } from './match.js';
import { readRequests } from './request.js';

/** What is verified of an account: how, and the claims. */
export type VerifiedClaims = { verification: Record<string, unknown>; claims: Record<string, unknown> };

/** What `profile` asks for by itself: what was verified, to which level, how and when. Evidence is told on request only. */
export const requestOfScope = (names: readonly string[]) => ({
  verification: {
    trust_framework: null,
    assurance_level: null,
    assurance_process: { policy: null, procedure: null },
    time: null,
  },
  claims: Object.fromEntries(names.map((name) => [name, null])),
});

/**
 * The member `verified_claims` of an answer: for each request that can be met what it asks for, and no more; a list where a list was
 * asked for. Undefined where none can: nothing is said of why (OpenID Connect for Identity Assurance 1.0, §5.7.6).
 *
 * @param member as it stood in the request, known to be well-formed
 * @param there what is verified and may be told
 */
export function answerVerifiedClaims(member: unknown, there: VerifiedClaims, now: Date): object | undefined {
  const answers = (readRequests(member) ?? []).flatMap(({ verification, claims }) => {
    const how = match('verification', verification, there.verification, now.getTime());
    const what = Object.entries(claims).flatMap(([name, asked]) => {
      const one = match(name, asked, there.claims[name], now.getTime());
      return typeof one === 'object' ? [[name, one.value]] : [];
    });
    return typeof how === 'object' && what.length > 0
      ? [{ verification: how.value, claims: Object.fromEntries(what) }]
      : [];
  });
  if (answers.length === 0) return undefined;
  return Array.isArray(member) ? answers : answers[0];
}
