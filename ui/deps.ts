import type { Client } from '@temporalio/client';
import type { SigningAlgorithm } from '../domain/partners/signing-algorithms.js';
import type { Logger } from '../platform/log/log.js';
import type { SafeFetch } from '../platform/network/safe-fetch.js';
import type { Store } from '../store/database.js';
import type { StaffClient } from './casework/staff-issuer.js';
import type { ProviderBridge } from './ports.js';

/** What the pages stand on. */
export interface UiDeps {
  /** The public address of Surety: its origin, without a path. */
  url: string;
  store: Store;
  provider: ProviderBridge;
  temporal: Client;
  /** 32 secret bytes or more: form tokens are made with a key derived from them. */
  cookieKey: Uint8Array;
  log: Logger;
  /** Where caseworkers sign in. */
  staff: StaffClient;
  /** Whether partners try things out here, or real people come. */
  environment: 'sandbox' | 'live';
  /** What Surety has keys to sign by. */
  algorithms: readonly SigningAlgorithm[];
  /** Asks partners' servers, and none that only this machine can reach. */
  safeFetch: SafeFetch;
  /** How people without a mobile may be reached, where the operator has set it up. */
  channels?: { voice: boolean; letter: boolean; lettersPerDay: number } | undefined;
  /** A list of breached passwords in place of the one that comes with Surety: see platform/sign-in/breached-passwords.ts. */
  breachedPasswords?: string | undefined;
  /** There is a GP system: linkage keys are offered. */
  linkage?: boolean | undefined;
  /** How else people reach those who help them, in the operator's own words. */
  supportContact?: string | undefined;
  /** The operator works on Surety until then: people are told so, and nothing begins. */
  maintenanceUntil?: Date | undefined;
}
