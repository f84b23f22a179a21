import type { AnyOperation } from './operation.js';
import { cancelVerification, redactVerification, renewUrl } from './operations/change-verification.js';
import { createVerification } from './operations/create-verification.js';
import { listDeliveries, replayDelivery, replayRange, testWebhook } from './operations/deliveries.js';
import { listReasons } from './operations/list-reasons.js';
import { listVerifications, searchVerifications } from './operations/list-verifications.js';
import { readVerification } from './operations/read-verification.js';
import { readStatistics } from './operations/statistics.js';
import { travelVerification } from './operations/travel-verification.js';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  readWebhook,
  rotateSecret,
} from './operations/webhooks.js';

/** All that the partner API does. Routes, their checks and the description are made of this list, in this order. */
export const operations: readonly AnyOperation[] = [
  createVerification,
  listVerifications,
  searchVerifications,
  readVerification,
  cancelVerification,
  redactVerification,
  renewUrl,
  travelVerification,
  listReasons,
  readStatistics,
  createWebhook,
  listWebhooks,
  readWebhook,
  changeWebhook,
  deleteWebhook,
  rotateSecret,
  testWebhook,
  listDeliveries,
  replayDelivery,
  replayRange,
];
