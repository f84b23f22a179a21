import { accountRecords } from './accounts.js';
import type { Processing } from './declare.js';
import { operationRecords } from './operation.js';
import { partnerRecords } from './partners.js';
import { peopleRecords } from './people.js';
import { signInRecords } from './signing-in.js';
import { verificationRecords } from './verification.js';

/** The record of processing (UK GDPR, article 30): every collection, by what it belongs to. */
export const recordOfProcessing: Readonly<Record<string, readonly Processing[]>> = {
  'Accounts and ways to sign in': accountRecords,
  'Signing in and out': signInRecords,
  'Journeys and verification': verificationRecords,
  'People, messages, staff and the audit': peopleRecords,
  'Partners and their services': partnerRecords,
  'Figures and operation': operationRecords,
};

export const processings: readonly Processing[] = Object.values(recordOfProcessing).flat();
