import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import type { AssuranceSample } from '../casework/assurance.js';
import type { BlockedDocument } from '../casework/blocked-documents.js';
import type { Review } from '../casework/review.js';
import { type Form, keptFor as formsKept } from '../forms.js';
import type { Journey } from '../journey/journey.js';
import { keptAfterEnd } from '../journey/journeys.js';
import type { CaseKey } from '../verification/case-keys.js';
import type { CaseRow } from '../verification/cases.js';
import { type DocumentUse, keptFor as documentUseKept } from '../verification/document-uses.js';
import type { EvidenceRow } from '../verification/evidence.js';
import { type FrameRow, keptFor as framesKept } from '../verification/seen-frames.js';
import { type Origin, type Visited, keptFor as velocityKept } from '../verification/velocity.js';
import { account, declare, hashed, plain, sealed } from './declare.js';

const caseEnds = { until: 'the case ends: the key goes first, so that a backup of the rows cannot be opened either' };

/** Journeys and the verification of who people are. */
export const verificationRecords = [
  declare<Journey>()(
    'journeys',
    {
      ...plain('_id', 'partnerId', 'wanted', 'vtr', 'returnAddress', 'interactionUid', 'accountId', 'registrationId'),
      ...plain('caseId', 'standing', 'news', 'newsDue', 'changes', 'stale', 'redactedAt', 'nonce', 'language', 'visit'),
      ...plain(
        'createdAt',
        'startedAt',
        'cancelledAt',
        'cancelledBy',
        'returnedAt',
        'updatedAt',
        'expiresAt',
        'travelled',
      ),
      ...{ ...sealed('reference'), ...hashed('referenceKey', 'startSecretHash') },
    },
    {
      purpose: 'To bring people back to the service they came from, and to tell it where a verification stands',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'expiresAt', delay: keptAfterEnd, lasts: unfinishedEnds + keptAfterEnd, from: 'the last step' },
      ...{ download: ['journeys'], closing: 'detached' },
    },
  ),
  declare<Form>()(
    'forms',
    { ...plain('_id', 'caseId', 'untold', 'expiresAt'), sealed: 'case' },
    {
      purpose:
        'What people typed, until it was dealt with; before there is a case, sealed under the key of the service',
      whose: ['visitor', 'account holder', 'person acted for'],
      basis: 'service',
      kept: { by: 'expiresAt', lasts: formsKept, from: 'the form' },
      download: { not: 'what became of it is in the other sections' },
      closing: 'runs-out',
    },
  ),
  declare<CaseRow>()(
    'cases',
    {
      ...plain('_id', 'accountId', 'journeyId', 'version', 'epoch', 'live', 'recovery', 'wanted', 'reached', 'step'),
      ...plain('nonce', 'errors', 'form', 'reasons', 'attempts', 'document', 'look', 'otherSide', 'triesLeft'),
      ...plain('anotherFrom', 'reviewId', 'updatedAt', 'createdAt', 'accountEpoch', 'aside'),
    },
    {
      purpose: 'Where a verification stands, in codes',
      ...{ whose: account, basis: 'service', kept: { until: 'the account is erased' } },
      ...{ download: ['identity_checks'], closing: 'erased' },
    },
  ),
  declare<EvidenceRow>()(
    'evidence',
    { ...plain('_id', 'caseId', 'slot', 'attempt', 'tags', 'mediaType', 'createdAt'), sealed: 'case' },
    {
      purpose: 'Pictures, readings, results and papers that a verification or a delegation rests on',
      whose: ['account holder', 'person acted for'],
      ...{ basis: 'service', kept: caseEnds, download: ['evidence'], closing: 'erased' },
    },
  ),
  declare<CaseKey>()(
    'case_keys',
    { ...plain('_id', 'erasedAt'), wrapped: 'wrapped' },
    {
      purpose: 'The key of each case, in the keys database',
      ...{ whose: account, basis: 'service', kept: caseEnds, download: { not: 'a key' } },
      closing: { kept: 'the id of the case and when its key was erased, so that none is made anew. The key is gone' },
    },
  ),
  declare<DocumentUse>()(
    'document_uses',
    { ...plain('_id', 'accountId', 'at', 'expiresAt'), ...hashed('documentKey') },
    {
      purpose: 'To notice a document that is shown for several accounts',
      ...{ whose: account, basis: 'security', kept: { by: 'expiresAt', lasts: documentUseKept, from: 'the last use' } },
      ...{ download: { not: 'a keyed hash; the document itself is in evidence' }, closing: 'erased' },
    },
  ),
  declare<BlockedDocument>()(
    'blocked_documents',
    { ...hashed('_id'), ...plain('at') },
    {
      purpose: 'Documents that are known to be lost, stolen or forged',
      ...{ whose: ['nobody'], basis: 'security', kept: { until: 'an operator takes it off the list' } },
      ...{ download: { not: 'a keyed hash of a document, of no account' }, closing: 'nobody' },
    },
  ),
  declare<FrameRow>()(
    'seen_frames',
    { ...plain('_id', 'caseId', 'erasedAt'), ...hashed('hash', 'pieces') },
    {
      purpose: 'To notice a face scan that comes a second time: shuffled hashes, which show no face',
      ...{ whose: account, basis: 'security', kept: { by: 'erasedAt', lasts: framesKept, from: 'the scan' } },
      download: { not: 'hashes that nothing can be read from, of a case' },
      closing: {
        kept: 'until it runs out, by the id of a case that leads to nobody any more: to know a replayed scan',
      },
    },
  ),
  declare<Visited>()(
    'velocity',
    { ...hashed('_id'), ...plain('accounts', 'expiresAt') },
    {
      purpose: 'To notice many accounts from one device or network on one day',
      ...{ whose: account, basis: 'security', kept: { by: 'expiresAt', lasts: velocityKept, from: 'that day' } },
      ...{ download: { not: 'ids of a month under keyed hashes of a day' }, closing: 'runs-out' },
    },
  ),
  declare<Origin>()(
    'case_origins',
    { ...plain('_id', 'expiresAt'), ...hashed('device', 'network') },
    {
      purpose: 'Where a case was begun, by keyed hashes of a day',
      ...{ whose: account, basis: 'security', kept: { by: 'expiresAt', lasts: velocityKept, from: 'the beginning' } },
      ...{ download: { not: 'keyed hashes of a month' }, closing: 'runs-out' },
    },
  ),
  declare<Review>()(
    'reviews',
    {
      ...plain('_id', 'caseId', 'accountId', 'state', 'reasons', 'signals', 'needs', 'checkers', 'queuedAt', 'dueAt'),
      ...plain('lease', 'hold', 'first', 'second', 'decidedBy', 'barred', 'firstBySenior', 'disputed', 'decision'),
      ...plain('undelivered', 'deliveredAt', 'refusedAt', 'revision', 'revising', 'withdrawnAt'),
    },
    {
      purpose: 'The queue of cases that people judge, and how they decided, in codes',
      ...{
        whose: ['account holder', 'staff'],
        basis: 'record',
        kept: { until: 'the operator removes it, with the audit' },
      },
      download: { not: 'the outcome is in identity_checks; signs of fraud and who judged are not told' },
      closing: { kept: 'ids and codes only: how a decision was made must be shown for as long as the audit is kept' },
    },
  ),
  declare<AssuranceSample>()(
    'assurance',
    plain('_id', 'caseId', 'accountId', 'outcome', 'by', 'barred', 'sampledAt', 'lease', 'verdict'),
    {
      purpose: 'To have a sample of decisions judged a second time, blind',
      ...{
        whose: ['account holder', 'staff'],
        basis: 'record',
        kept: { until: 'the operator removes it, with the audit' },
      },
      download: { not: 'a judgement of caseworkers’ work, in codes' },
      closing: { kept: 'ids and codes only: the quality of decisions is shown by it' },
    },
  ),
];
