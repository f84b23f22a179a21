import type { Store } from '../../store/database.js';

export type RegistrationDeps = {
  store: Store;
  /** SURETY_URL: links in messages begin with it. */
  suretyUrl: string;
};
