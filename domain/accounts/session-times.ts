import { day, hour, minute } from '../clock.js';

/** How long what the OpenID Provider keeps may live, in milliseconds: those of NHS login. */
export const sessionTimes = {
  /** A full sign-in is asked for again after so long without use, or so long after the last one. */
  idle: 30 * minute,
  longest: 12 * hour,
  /** A refresh token and those that replace it, from the sign-in on. */
  refreshable: 30 * day,
  pushedRequest: minute,
  /** Registering takes as long as it takes; the pages end what lies idle by themselves. */
  interaction: 12 * hour,
} as const;
