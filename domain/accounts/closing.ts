import { day } from '../clock.js';

/** How long people have to change their mind before a closed account is erased. */
export const closingLasts = 7 * day;
