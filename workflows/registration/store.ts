import type { RegistrationActivities } from '../../activities/registration/activities.js';
import { quickly } from '../quickly.js';

/** What a registration asks of the store: one queue for all of its parts, since local activities side by side would not replay. */
export const store = quickly<RegistrationActivities>();
