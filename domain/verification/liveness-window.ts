import { minute } from '../clock.js';

/** A face scan must be posted within this time of the page that asked for it: an old recording is of no use. */
export const livenessWindow = 15 * minute;
