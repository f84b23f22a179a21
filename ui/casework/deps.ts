import type { UiDeps } from '../deps.js';
import type { Csrf } from '../http/csrf.js';
import type { StaffIssuer } from './staff-issuer.js';

/** What the caseworkers' pages stand on. */
export interface CaseworkDeps extends Pick<UiDeps, 'url' | 'store' | 'temporal' | 'log' | 'environment'> {
  csrf: Csrf;
  issuer: StaffIssuer;
  /** Whether Surety's own address is https: cookies are then secure. */
  secure: boolean;
  /** How long a page waits for a case to have acted on its decision, in milliseconds. */
  patience: number;
}
