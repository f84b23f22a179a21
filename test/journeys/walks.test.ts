import { afterAll, beforeAll } from '@jest/globals';
import { startPlace, stopPlace } from './walks/place.js';

/** All walks through the running product without a camera: one product and one browser for all of them, since beginning costs most. */
beforeAll(startPlace, 180_000);
afterAll(stopPlace, 60_000);

await import('./walks/to-p9.js');
await import('./walks/signing-in.js');
await import('./walks/own-ways.js');
await import('./walks/without-mobile.js');
await import('./walks/outcomes.js');
await import('./walks/rare.js');
await import('./walks/acting.js');
await import('./walks/coming-back.js');
await import('./walks/hand-off.js');
await import('./walks/help.js');
await import('./walks/in-the-way.js');
await import('./walks/bad-files.js');
await import('./walks/bad-forms.js');
await import('./walks/two-tabs.js');
await import('./walks/addresses.js');
await import('./walks/bad-requests.js');
await import('./walks/status-api.js');
await import('./walks/traces.js');
await import('./walks/metrics.js');
// It begins api anew, which then has counted nothing.
await import('./walks/maintenance.js');
await import('./walks/seen.js');
