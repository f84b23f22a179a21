import { ApplicationFailure } from '@temporalio/activity';
import { type TraceOutcome, tracesPerDay } from '../../domain/check-results.js';
import { day } from '../../domain/clock.js';
import type { VerificationFormValues } from '../../domain/form-values.js';
import { withHeartbeat } from '../heartbeat.js';
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
    }): Promise<TraceOutcome> {
      const { caseId, accountId, attempt } = trace;
      const now = new Date(trace.now);
      const details = await store.forms.get<VerificationFormValues['details']>(trace.form);
      if (!details) throw ApplicationFailure.nonRetryable('the form of a trace is gone', 'form_gone');
      if (ageOn(details.birthDate, now) < 13) return 'too-young';
      await store.evidence.putFact(caseId, 'details', attempt, details, now);
      const traces = await store.accounts.countAttempt(accountId, `trace-${caseId}-${attempt}`, 'trace', now, day);
      if (traces > tracesPerDay) return 'limit';
      const person = await testPeople?.of(accountId);
      const answer = person
        ? await forcedTrace(store, person, { accountId, attempt, now })
        : await withHeartbeat(() => pds.trace(details, `${caseId} ${attempt}`));
      if (answer.kind !== 'match') return answer.kind;
      await store.evidence.putFact(caseId, 'pds-record', attempt, answer.identity, now);
      return 'match';
    },
  };
}

/** Whole years of age on a day. @param birthDate YYYY-MM-DD */
function ageOn(birthDate: string, now: Date): number {
  const [year = 0, month = 1, date = 1] = birthDate.split('-').map(Number);
  const hadBirthday = now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= date);
  return now.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}
