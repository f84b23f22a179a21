import { ticketKept } from '../../domain/casework/tickets.js';
import type { AuditRow } from '../audit/audit.js';
import type { AuditHead } from '../audit/audit-chain.js';
import type { VerdictRow } from '../audit/audit-verdict.js';
import { lookLimits, type PersonLook } from '../casework/person-looks.js';
import type { StaffRow } from '../casework/staff.js';
import { type StaffSessionRow, staffSessionTimes } from '../casework/staff-sessions.js';
import type { FileRow } from '../casework/ticket-files.js';
import type { TicketRow } from '../casework/tickets.js';
import type { DelegationRow } from '../delegation/delegations.js';
import type { Dependant } from '../delegation/dependants.js';
import type { Safeguard } from '../delegation/safeguards.js';
import type { MessageRow } from '../messages/message.js';
import { messagesKept } from '../messages/messages.js';
import type { Consent } from '../provider/consents.js';
import { type LinkageRow, keptFor as linkagesKept } from '../provider/linkages.js';
import type { UserMetadata } from '../provider/user-metadata.js';
import { account, declare, hashed, plain, sealed } from './declare.js';

const untilClosed = { until: 'the account is erased, or the person ends it' };

/** What people let services see, messages, acting for others, staff, and the audit. */
export const peopleRecords = [
  declare<Consent>()(
    'consents',
    plain('_id', 'accountId', 'partnerId', 'scopes', 'at', 'since', 'linkageAt', 'told', 'usedAt'),
    {
      purpose: 'What a person agreed that a service may see, and which claims it was told when',
      ...{ whose: account, basis: 'consent', kept: untilClosed, download: ['services'], closing: 'erased' },
    },
  ),
  declare<UserMetadata>()(
    'user_metadata',
    { ...plain('_id', 'accountId', 'partnerId', 'at'), ...sealed('sealed') },
    {
      purpose: 'What a service noted about a person with us, for itself',
      whose: account,
      basis: 'service',
      kept: { until: 'the service clears it or the account is erased' },
      ...{ download: ['notes_of_services'], closing: 'erased' },
    },
  ),
  declare<LinkageRow>()(
    'linkages',
    {
      ...plain('_id', 'accountId', 'partnerId', 'version', 'epoch', 'step', 'nonce', 'problem', 'triesLeft'),
      ...plain(
        'updatedAt',
        'consentAt',
        'open',
        'keysUntil',
        'releasedAt',
        'releasedBy',
        'page',
        'openedAt',
        'expiresAt',
      ),
      ...{ ...sealed('keys'), ...hashed('keyHash'), rejected: { ...hashed('hash'), ...plain('turn') } },
    },
    {
      purpose:
        'To connect a person to the online service of their GP surgery; the keys themselves lie here for minutes',
      ...{ whose: account, basis: 'consent', kept: { by: 'expiresAt', lasts: linkagesKept, from: 'the beginning' } },
      ...{ download: ['connections_to_surgeries'], closing: 'erased' },
    },
  ),
  declare<MessageRow>()(
    'messages',
    {
      ...plain('_id', 'channel', 'template', 'language', 'status', 'claims', 'claim', 'failure', 'providerId'),
      ...plain('expiresAt', 'unattended', 'updatedAt', 'erasedAt'),
      ...{ ...sealed('sealed'), ...hashed('recipient', 'about') },
    },
    {
      purpose: 'To send each message once, to show what was sent, and to notice what came back',
      whose: ['visitor', 'account holder', 'partner'],
      basis: 'service',
      kept: { by: 'erasedAt', lasts: messagesKept, from: 'the message' },
      ...{ download: ['messages'], closing: 'erased' },
    },
  ),
  declare<TicketRow>()(
    'tickets',
    {
      ...plain('_id', 'category', 'language', 'accountId', 'journeyId', 'step', 'reasons', 'files', 'state'),
      ...{
        ...plain('createdAt', 'updatedAt', 'erasedAt'),
        ...sealed('sealed'),
        ...hashed('form', 'browser', 'emailKey'),
      },
      answers: { ...plain('at', 'by'), ...sealed('sealed') },
    },
    {
      purpose: 'To answer people who write to us',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'erasedAt', lasts: ticketKept, from: 'the last that happened to it' },
      ...{ download: ['messages_to_us'], closing: 'erased' },
    },
  ),
  declare<FileRow>()(
    'ticket_files',
    { ...plain('_id', 'ticket', 'erasedAt'), ...sealed('sealed') },
    {
      purpose: 'Files that came with what people wrote to us',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'erasedAt', lasts: ticketKept, from: 'the last that happened to the message' },
      ...{ download: ['messages_to_us'], closing: 'erased' },
    },
  ),
  declare<DelegationRow>()(
    'delegations',
    {
      ...plain(
        '_id',
        'basis',
        'actorId',
        'subjectId',
        'step',
        'months',
        'endsAt',
        'reviewAt',
        'sixteenAt',
        'thirteenAt',
      ),
      ...plain('end', 'partners', 'kinds', 'version', 'epoch', 'nonce', 'since', 'updatedAt', 'stopped', 'block'),
      ...{ ...plain('decisions', 'createdAt'), ...hashed('askedKey'), ...sealed('facts') },
    },
    {
      purpose: 'To let people act for others, as they agreed or as PDS or papers say',
      whose: ['account holder', 'person acted for'],
      basis: 'service',
      kept: { until: 'the account of either of the two is erased' },
      ...{ download: ['acting_for_others'], closing: 'erased' },
    },
  ),
  declare<Dependant>()(
    'dependants',
    { ...plain('_id', 'updatedAt'), ...hashed('nhsKey'), ...sealed('identity') },
    {
      purpose: 'Who a person in care is, who has no account of their own',
      whose: ['person acted for'],
      basis: 'service',
      kept: { until: 'nobody acts for them any more' },
      download: { not: 'another person’s: theirs to ask for, of the operator' },
      closing: 'erased',
    },
  ),
  declare<Safeguard>()('safeguards', plain('_id', 'actorId', 'subjectId', 'reason', 'by', 'at'), {
    purpose: 'Who may not act for whom, as a caseworker decided to protect somebody',
    ...{ whose: account, basis: 'security', kept: { until: 'it is lifted, or the account of either is erased' } },
    download: { not: 'telling of it could harm the person whom it protects' },
    closing: 'erased',
  }),
  declare<AuditRow>()(
    'audit',
    {
      ...plain('_id', 'at', 'actor', 'action', 'accountId', 'caseId', 'reviewId', 'journeyId', 'serviceId', 'details'),
      ...{ ...plain('unsealed'), ...hashed('mac'), seal: { ...plain('number', 'at'), ...hashed('hash') } },
    },
    {
      purpose: 'Who did what to what, appended to only',
      whose: ['account holder', 'staff', 'partner'],
      basis: 'record',
      kept: { until: 'the operator removes it: nothing here does, since an entry that is gone breaks the chain' },
      download: ['activity'],
      closing: {
        kept: 'ids and codes only: what was done must be shown later, also to whoever asks about a closed account',
      },
    },
  ),
  declare<Omit<AuditHead, '_id'> & VerdictRow>()(
    'audit_head',
    {
      ...plain('begunAt', 'verifiedAt', 'broken'),
      head: { ...plain('number'), ...hashed('hash') },
      ...plain('_id', 'number'),
      ...hashed('hash'),
      pending: { ...plain('id'), seal: { ...plain('number', 'at'), ...hashed('hash') } },
    },
    {
      purpose: 'Where the audit’s chain of hashes ends, and what the last walk along it came to',
      ...{ whose: ['nobody'], basis: 'record', kept: { until: 'the audit itself' } },
      ...{ download: { not: 'nothing of people in it' }, closing: 'nobody' },
    },
  ),
  declare<StaffRow>()(
    'staff',
    { ...{ ...hashed('_id'), ...plain('roles', 'signedInAt') }, ...sealed('who') },
    {
      purpose: 'Whom an id of staff in the audit stands for',
      ...{ whose: ['staff'], basis: 'record', kept: { until: 'the operator removes it, with the audit' } },
      ...{ download: { not: 'of staff' }, closing: 'nobody' },
    },
  ),
  declare<StaffSessionRow>()(
    'staff_sessions',
    {
      ...plain('checkerId', 'roles', 'skills', 'authAt', 'seenAt', 'endsAt'),
      ...hashed('_id'),
      ...sealed('name', 'kept'),
    },
    {
      purpose: 'To know a member of staff who is signed in',
      whose: ['staff'],
      basis: 'security',
      kept: { by: 'endsAt', lasts: staffSessionTimes.longest, from: 'the sign-in' },
      ...{ download: { not: 'of staff' }, closing: 'nobody' },
    },
  ),
  declare<PersonLook>()(
    'person_looks',
    plain('_id', 'checkerId', 'accountId', 'reason', 'reference', 'at', 'until', 'expiresAt'),
    {
      purpose: 'To let staff look at one person’s account, for a reason and a while',
      ...{ whose: ['account holder', 'staff'], basis: 'security' },
      kept: { by: 'expiresAt', lasts: lookLimits.kept, from: 'the search' },
      ...{ download: { not: 'of hours; the look stands in activity' }, closing: 'runs-out' },
    },
  ),
];
