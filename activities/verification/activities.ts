import { needsOf } from '../../domain/casework/case-needs.js';
import { caseNotes, mustBeKept } from '../../domain/insight/case-notes.js';
import type { VerificationFormValues } from '../../domain/journey/form-values.js';
import type { Reason } from '../../domain/journey/reasons.js';
import type { CaseState } from '../../domain/verification/case-state.js';
import type { Signal } from '../../domain/verification/signals.js';
import type { Store } from '../../store/database.js';
import type { Decision } from '../../workflows/verification/messages.js';
import { knownDocument, type ReadDocument } from '../checks/known-document.js';
import type { PdsClient } from '../pds/client.js';
import { answerReview } from '../sandbox/answer-review.js';
import type { TestPeople } from '../sandbox/test-people.js';
import { drawForPersonActivity } from './draw-for-person.js';
import { proveOwnerActivity } from './prove-owner.js';
import { raiseLevelActivity } from './raise-level.js';
import { traceDetailsActivity } from './trace-details.js';
import { weighCaseActivity } from './weigh-case.js';

export type VerificationDeps = {
  store: Store;
  pds: PdsClient;
  /** SURETY_URL: links in messages begin with it. */
  suretyUrl: string;
  /** In a sandbox only. */
  testPeople?: TestPeople | undefined;
  /** EVIDENCE_DAYS, in milliseconds: evidence is erased so long after the decision. */
  evidenceKeptMs: number;
};

type CaseIds = { caseId: string; accountId: string };

/** What the verification workflow asks for, checks of evidence aside. Each is idempotent; arguments hold ids, codes and times only. */
export function createVerificationActivities(deps: VerificationDeps) {
  const { store, suretyUrl, evidenceKeptMs, testPeople } = deps;
  return {
    ...traceDetailsActivity(deps),
    ...raiseLevelActivity(deps),
    ...proveOwnerActivity(deps),
    ...weighCaseActivity(deps),
    ...drawForPersonActivity(deps),

    async projectCase(state: CaseState): Promise<void> {
      await store.cases.project(state);
      const notes = caseNotes(state);
      if (mustBeKept(state)) await store.journeyNotes.settle(...notes);
      else store.journeyNotes.note(...notes);
    },

    async recordFaceConsent(consent: CaseIds & { form: string; now: number }): Promise<{ consented: boolean }> {
      const answer = await store.forms.get<VerificationFormValues['face-consent']>(consent.form);
      const consented = answer?.agreed === true;
      const keeps = consented && answer.keep === true;
      if (keeps) await store.faceTemplates.consent(consent.accountId, new Date(consent.now));
      await store.audit.append(
        {
          at: new Date(consent.now),
          actor: { kind: 'person', id: consent.accountId },
          action: consented ? 'face-data.agreed' : 'face-data.refused',
          details: { template: keeps },
          accountId: consent.accountId,
          caseId: consent.caseId,
        },
        `face-consent-${consent.form}`,
      );
      return { consented };
    },

    async openReview(
      review: CaseIds & { reviewId: string; reasons: Reason[]; signals: Signal[]; checkers: 1 | 2; now: number },
    ): Promise<void> {
      const { reviewId, caseId, accountId, reasons, signals, checkers } = review;
      const now = new Date(review.now);
      const needs = await needsOfCase(review);
      const within = (await store.serviceSettings.read('review-time')).value.hours;
      await store.reviews.open({ _id: reviewId, caseId, accountId, reasons, signals, checkers, needs, now, within });
      const actor = { kind: 'system', id: 'verification' } as const;
      const details = { reasons, checkers };
      const entry = { at: now, actor, action: 'review.opened', accountId, caseId, reviewId, details };
      await store.audit.append(entry, `review-opened-${reviewId}`);
    },

    /** Decides the referral of a test person. @returns undefined where a caseworker does, as always in live. */
    async answerReview(answer: CaseIds & { reviewId: string; now: number }): Promise<Decision | undefined> {
      const person = await testPeople?.of(answer.accountId);
      return person && answerReview(store, person, answer.reviewId, new Date(answer.now));
    },

    /**
     * Puts a notice for the person's confirmed contacts into the store: email, and a text message where something was decided or begins.
     * Its link is a pointer to the newest journey of the case, not a key. @returns the keys to send.
     */
    async putNotice(
      notice: CaseIds & {
        template: 'reminder' | 'in-review' | 'more-needed' | 'verified' | 'declined' | 'expired';
        occasion: string;
        language: 'en' | 'cy';
      },
    ): Promise<string[]> {
      const { caseId, accountId, template, occasion, language } = notice;
      const account = await store.accounts.byId(accountId);
      if (!account) return [];
      const { email, mobile } = store.accounts.contacts(account);
      const journey = await store.journeys.newestOfCase(caseId);
      const url = journey ? `${suretyUrl}/journey/${journey._id}` : `${suretyUrl}/account`;
      const common = { template, about: accountId, params: { url }, language };
      const key = `${template}-${caseId}-${occasion}`;
      await store.messages.putMessage({ ...common, key: `${key}-email`, channel: 'email', to: email });
      if (template === 'reminder' || template === 'expired' || !mobile) return [`${key}-email`];
      await store.messages.putMessage({ ...common, key: `${key}-sms`, channel: 'sms', to: mobile });
      return [`${key}-email`, `${key}-sms`];
    },

    /** How long evidence is kept after a case is over, in milliseconds: the setting of the day it ends. */
    async evidenceKeptFor(): Promise<number> {
      return evidenceKeptMs;
    },

    /** Takes a review out of the queue: the case ended without it. */
    async withdrawReview({
      caseId,
      accountId,
      reviewId,
      now,
    }: CaseIds & { reviewId: string; now: number }): Promise<void> {
      await store.reviews.withdraw(reviewId, new Date(now));
      const entry = {
        at: new Date(now),
        actor: { kind: 'system', id: 'verification' } as const,
        action: 'review.withdrawn',
      };
      await store.audit.append({ ...entry, accountId, caseId, reviewId }, `review-withdrawn-${reviewId}`);
    },

    /** Erases all that was sent and typed in a case: its key first. Repeating it changes nothing. */
    async eraseEvidence({ caseId, accountId, now }: CaseIds & { now: number }): Promise<void> {
      await store.evidence.erase(caseId);
      await store.forms.eraseOfCase(caseId);
      const actor = { kind: 'system', id: 'verification' } as const;
      const entry = { at: new Date(now), actor, action: 'evidence.erased', accountId, caseId };
      await store.audit.append(entry, `erased-${caseId}`);
    },
  };

  /** The skills and languages that whoever decides the case must have. */
  async function needsOfCase({
    caseId,
    accountId,
    signals,
    reasons,
  }: CaseIds & { signals: Signal[]; reasons: Reason[] }) {
    const [read, record, account] = await Promise.all([
      store.evidence.fact<ReadDocument>(caseId, 'document-reading'),
      store.evidence.factOfNewest(caseId, 'pds-record', 'details'),
      store.accounts.byId(accountId),
    ]);
    const traced = record !== undefined || (account !== null && account.level !== 'P0');
    return needsOf({ signals, reasons, traced, issuer: knownDocument(read)?.issuer, language: account?.language });
  }
}

export type VerificationActivities = ReturnType<typeof createVerificationActivities>;
