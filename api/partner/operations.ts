import type { AnyOperation } from './operation.js';
import { cancelVerification, redactVerification, renewUrl } from './operations/change-verification.js';
import { createVerification } from './operations/create-verification.js';
import { listReasons } from './operations/list-reasons.js';
import { listVerifications, searchVerifications } from './operations/list-verifications.js';
import { readVerification } from './operations/read-verification.js';

/** All that the partner API does. Routes, their checks and the description are made of this list, in this order. */
export const operations: readonly AnyOperation[] = [
  createVerification,
  listVerifications,
  searchVerifications,
  readVerification,
  cancelVerification,
  redactVerification,
  renewUrl,
  listReasons,
];
