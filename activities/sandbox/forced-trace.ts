import type { Identity } from '../../domain/person/identity.js';
import { atAttempt } from '../../domain/sandbox/forced.js';
import { testNhsNumber } from '../../domain/sandbox/test-identity.js';
import type { TraceOutcome } from '../../domain/verification/check-results.js';
import type { Store } from '../../store/database.js';
import type { TestPersonFound } from './test-people.js';

/** So many people may have drawn the same number before one gives up. */
const mostTurns = 20;

/** What PDS would say of a test person at an attempt: always the same, whatever was typed. */
export async function forcedTrace(
  { accounts, identities }: Pick<Store, 'accounts' | 'identities'>,
  { forced, local, identity }: TestPersonFound,
  trace: { accountId: string; attempt: number; now: Date },
): Promise<{ kind: 'match'; identity: Identity } | { kind: Exclude<TraceOutcome, 'match'> }> {
  const outcome = atAttempt(forced.trace, trace.attempt) ?? 'none';
  if (outcome !== 'match') return { kind: outcome };
  const { givenNames, familyName, birthDate, postcode } = identity;
  const account = await accounts.byId(trace.accountId);
  const known = account && accounts.identity(account)?.nhsNumber;
  const nhsNumber = known ?? (await freeNumber());
  const record = { nhsNumber, familyName, givenNames: [givenNames], formerNames: [], birthDate, postcode };
  return { kind: 'match', identity: { ...record, gpOdsCode: 'Y12345' } };

  /** The address's own number, or the next that nobody else has drawn: two test people are never the same person. */
  async function freeNumber(): Promise<string> {
    for (let turn = 0; ; turn++) {
      const drawn = testNhsNumber(local, turn);
      const claimed = await identities.claim(drawn, trace.accountId, trace.now);
      if (claimed === 'claimed' || turn === mostTurns) return drawn;
    }
  }
}
