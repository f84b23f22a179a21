import type { Partner } from '../../store/partners/partners.js';
import type { Quota } from './rate-limit.js';

/** Requests a minute to the partner API where a partner's registration says nothing else. */
const usualRequests = 1_200;

/** What the partner API takes of a partner. */
export const apiQuota = ({ requestsPerMinute = usualRequests }: Partner): Quota => ({
  name: 'api',
  requests: requestsPerMinute,
  seconds: 60,
});

/** What the token endpoint takes of a partner: five times as many, since each sign-in of a person asks it. */
export const tokenQuota = ({ requestsPerMinute = usualRequests }: Partner): Quota => ({
  name: 'token',
  requests: 5 * requestsPerMinute,
  seconds: 60,
});
