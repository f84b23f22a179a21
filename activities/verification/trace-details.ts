import { ApplicationFailure } from '@temporalio/activity';
import { day } from '../../domain/clock.js';
import type { VerificationFormValues } from '../../domain/journey/form-values.js';
import type { Details } from '../../domain/person/identity.js';
import { type TraceResult, tracesPerDay } from '../../domain/verification/check-results.js';
import { withHeartbeat } from '../heartbeat.js';
import type { Knowing } from '../pds/trace-by-search.js';
import { forcedTrace } from '../sandbox/forced-trace.js';
import type { VerificationDeps } from './activities.js';

/** The PDS trace of the details a person typed. */
export function traceDetailsActivity({ store, pds, testPeople }: VerificationDeps) {
  return {
    /**
     * Keeps the details and, on a match, the record (both sealed under the case's key); answers only with what it came to.
     * @throws retryable failures while PDS is down or throttles.
     */
    async traceDetails(trace: {
      caseId: string;
      accountId: string;
      form: string;
      attempt: number;
      now: number;
    }): Promise<TraceResult> {
      const { caseId, accountId, attempt } = trace;
      const now = new Date(trace.now);
      const details = await store.forms.get<VerificationFormValues['details']>(trace.form);
      if (!details) throw ApplicationFailure.nonRetryable('the form of a trace is gone', 'form_gone');
      if (ageOn(details.birthDate, now) < 13) return { outcome: 'too-young' };
      await store.evidence.putFact(caseId, 'details', attempt, details, now);
      const traces = await store.accounts.countAttempt(accountId, `trace-${caseId}-${attempt}`, 'trace', now, day);
      if (traces > tracesPerDay) return { outcome: 'limit' };
      const person = await testPeople?.of(accountId);
      const answer = person
        ? await forcedTrace(store, person, { accountId, attempt, now })
        : await withHeartbeat(async () =>
            pds.trace(details, `${caseId} ${attempt}`, await knowing(details, accountId, now)),
          );
      if (answer.kind !== 'match') {
        const { kind, look } = { look: undefined, ...answer };
        return look ? { outcome: kind, look } : { outcome: kind };
      }
      await store.evidence.putFact(caseId, 'pds-record', attempt, answer.identity, now);
      return { outcome: 'match' };
    },
  };

  /** The contacts by which several records may be told apart: the one that the surgery is said to have, and the account's own. */
  async function knowing({ surgeryContact }: Details, accountId: string, now: Date): Promise<Knowing> {
    const account = await store.accounts.byId(accountId);
    const { mobile, email } = account ? store.accounts.contacts(account) : {};
    const contacts = [surgeryContact, mobile, email].filter((contact) => contact !== undefined);
    return { contacts, today: now.toISOString().slice(0, 10) };
  }
}

/** Whole years of age on a day. @param birthDate YYYY-MM-DD */
function ageOn(birthDate: string, now: Date): number {
  const [year = 0, month = 1, date = 1] = birthDate.split('-').map(Number);
  const hadBirthday = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= date);
  return now.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}
