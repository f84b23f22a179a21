import { undoLasts, unfinishedChangeEnds } from '../../domain/accounts/contact-change.js';
import { letterCodes } from '../../domain/accounts/letter-codes.js';
import { day } from '../../domain/clock.js';
import { handOffLifetime } from '../../domain/journey/hand-off.js';
import { unfinishedEnds } from '../../domain/journey/unfinished.js';
import type { Account } from '../accounts/accounts.js';
import type { Approval } from '../accounts/approvals.js';
import { keptAfterEnd as approvalKept } from '../accounts/approvals.js';
import type { ContactChangeRow } from '../accounts/contact-changes.js';
import type { ContactUpdateRow } from '../accounts/contact-updates.js';
import type { AccountKey, FaceRow } from '../accounts/face-templates.js';
import type { Row as LetterRow } from '../accounts/letters.js';
import type { Recovery } from '../accounts/recoveries.js';
import { kept as recoveryKept } from '../accounts/recoveries.js';
import type { Registration } from '../accounts/registrations.js';
import { deviceKept, type Row as WayRow } from '../accounts/sign-in-ways.js';
import { type SetUpRow, lifetime as setUpLasts } from '../accounts/way-set-ups.js';
import type { ClaimedIdentity } from '../verification/identities.js';
import { account, declare, hashed, plain, sealed } from './declare.js';

const untilClosed = { until: 'the account is erased' } as const;
const staffChange = {
  ...plain('id', 'kind', 'by', 'roles', 'reason', 'incident', 'at'),
  ...sealed('removed'),
} as const;

/** Accounts, how they are entered, reached and got back. */
export const accountRecords = [
  declare<Account>()(
    'accounts',
    {
      ...plain('_id', 'registrationId', 'level', 'epoch', 'termsVersion', 'language', 'proofs', 'takenBack', 'blocked'),
      ...plain('recovering', 'createdAt', 'attempts'),
      ...hashed('emailKey', 'emailKeys', 'mobileKey', 'landlineKey'),
      ...sealed('email', 'mobile', 'landline', 'address', 'passwordHash', 'identity', 'proof'),
      former: {
        ...plain('changeId', 'kind', 'level', 'at', 'until'),
        ...hashed('key', 'undoHash'),
        ...sealed('sealed'),
      },
      closing: { ...plain('id', 'since', 'until', 'erasing'), ...hashed('stopHash') },
      block: staffChange,
      staffChanges: staffChange,
    },
    {
      purpose: 'To know people again, to reach them, and to tell services who they are',
      ...{ whose: account, basis: 'service', kept: untilClosed, closing: 'erased' },
      download: ['account', 'former_contacts', 'proofs', 'identity', 'identity_proof'],
    },
  ),
  declare<Registration>()(
    'registrations',
    {
      ...plain('_id', 'journeyId', 'version', 'epoch', 'step', 'nonce', 'errors', 'form', 'challenge', 'accountId'),
      ...plain('outcome', 'method', 'updatedAt', 'emailProved', 'adoptedBy', 'expiresAt'),
      ...{ ...hashed('emailKey'), ...sealed('entries') },
    },
    {
      purpose: 'To go on with a registration that was begun, on another day or device',
      whose: ['visitor', 'account holder'],
      basis: 'service',
      kept: { by: 'expiresAt', lasts: unfinishedEnds, from: 'the last entry' },
      ...{ download: ['account'], closing: 'erased' },
    },
  ),
  declare<WayRow>()(
    'sign_in_ways',
    {
      ...plain('_id', 'accountId', 'kind', 'createdAt', 'lastUsedAt', 'version', 'noSms', 'noVoice', 'noLetter'),
      ...plain('takenBy', 'suspect', 'step', 'epoch', 'expiresAt'),
      ...sealed('name', 'secret'),
      recovery: { ...hashed('codes'), ...plain('madeAt') },
      passkey: { ...plain('credentialId', 'counter', 'transports'), ...sealed('key') },
    },
    {
      purpose: 'To sign in by passkeys, apps, recovery codes and browsers that are remembered',
      whose: account,
      basis: 'service',
      kept: {
        by: 'expiresAt',
        lasts: deviceKept,
        from: 'the last use of a remembered browser; others until taken away',
      },
      ...{ download: ['ways_to_sign_in'], closing: 'erased' },
    },
  ),
  declare<SetUpRow>()(
    'way_set_ups',
    { ...plain('_id', 'accountId', 'expiresAt'), ...sealed('sealed') },
    {
      purpose: 'To set up a passkey or an app',
      ...{ whose: account, basis: 'service', kept: { by: 'expiresAt', lasts: setUpLasts, from: 'the beginning' } },
      ...{ download: { not: 'a challenge of minutes' }, closing: 'erased' },
    },
  ),
  declare<LetterRow>()(
    'letters',
    plain('_id', 'challengeId', 'orderedAt', 'expiresAt', 'triesLeft', 'ordered', 'removeAt'),
    {
      purpose: 'To sign in by the code of a letter, and to send no more of them than agreed',
      whose: account,
      basis: 'service',
      kept: { by: 'removeAt', lasts: letterCodes.window + day, from: 'the last letter' },
      ...{ download: { not: 'when letters with codes were ordered; they stand in messages' }, closing: 'erased' },
    },
  ),
  declare<Approval>()(
    'approvals',
    {
      ...plain('_id', 'interactionUid', 'accountId', 'partnerId', 'device', 'number', 'joinedAt', 'typed', 'endedAt'),
      ...plain('expiresAt', 'createdAt', 'spentAt'),
    },
    {
      purpose: 'To let a person approve a sign-in on a new device from another one',
      whose: account,
      basis: 'security',
      kept: {
        by: 'expiresAt',
        delay: approvalKept,
        lasts: handOffLifetime + approvalKept,
        from: 'the request',
      },
      ...{ download: { not: 'of a day; what came of it stands in sign_ins' }, closing: 'erased' },
    },
  ),
  declare<Recovery>()(
    'recoveries',
    {
      ...plain('_id', 'accountId', 'accountEpoch', 'step', 'proof', 'journeyId', 'startedAt', 'coolingUntil'),
      ...plain('readyUntil', 'usedAt', 'expiresAt'),
      ...hashed('holderHash'),
      help: { ...hashed('codeHash'), ...plain('askedBy', 'how', 'agreedBy') },
    },
    {
      purpose: 'To give people back an account whose ways in they have lost, and to let the owner stop it',
      ...{ whose: account, basis: 'security', kept: { by: 'expiresAt', lasts: recoveryKept, from: 'the beginning' } },
      ...{ download: ['recoveries'], closing: 'erased' },
    },
  ),
  declare<ContactChangeRow>()(
    'contact_changes',
    {
      ...plain('_id', 'accountId', 'kind', 'version', 'epoch', 'step', 'nonce', 'errors', 'challenge', 'updatedAt'),
      ...{ ...plain('sessionUid', 'accountEpoch', 'expiresAt'), ...sealed('to') },
    },
    {
      purpose: 'To change a contact, and to undo the change',
      whose: account,
      basis: 'service',
      kept: {
        by: 'expiresAt',
        lasts: unfinishedChangeEnds('address') + undoLasts + day,
        from: 'the beginning; sooner where no letter is sent',
      },
      ...{ download: ['changes_of_contact'], closing: 'erased' },
    },
  ),
  declare<ContactUpdateRow>()(
    'contact_updates',
    {
      ...plain('_id', 'accountId', 'version', 'epoch', 'step', 'nonce', 'differs', 'outcome', 'updatedAt', 'goOn'),
      ...{ ...plain('expiresAt'), ...sealed('held') },
    },
    {
      purpose: 'To show people what PDS holds to reach them by, and to change it',
      ...{ whose: account, basis: 'service', kept: { by: 'expiresAt', lasts: day, from: 'the beginning' } },
      ...{ download: { not: 'a copy, for a day, of what PDS holds' }, closing: 'erased' },
    },
  ),
  declare<ClaimedIdentity>()(
    'identities',
    { ...hashed('_id'), ...plain('accountId', 'at') },
    {
      purpose: 'To give one NHS number to one account only',
      ...{ whose: account, basis: 'security', kept: untilClosed, download: ['identity'], closing: 'erased' },
    },
  ),
  declare<FaceRow>()(
    'face_templates',
    { ...plain('_id', 'consentedAt', 'version', 'keptAt'), sealed: 'account' },
    {
      purpose: 'To recover an account by a face scan, and to notice a face that is known under another account',
      whose: account,
      basis: 'consent',
      kept: { until: 'consent is withdrawn or the account is erased' },
      ...{ download: ['face_template'], closing: 'erased' },
    },
  ),
  declare<AccountKey>()(
    'account_keys',
    { ...plain('_id'), wrapped: 'wrapped' },
    {
      purpose: 'The key of an account’s face template, in the keys database',
      whose: account,
      basis: 'consent',
      kept: { until: 'consent is withdrawn or the account is erased' },
      ...{ download: { not: 'a key' }, closing: 'erased' },
    },
  ),
];
