import { afterAll, beforeAll } from '@jest/globals';
import { startPlace, stopPlace } from './people/place.js';

/** People in a real browser, before a camera or a caseworker: one product and one browser for all of them, since beginning costs most. */
beforeAll(startPlace, 180_000);
afterAll(stopPlace, 60_000);

await import('./people/verified.js');
await import('./people/coming-back.js');
await import('./people/referred.js');
await import('./people/figures.js');
await import('./people/no-trace.js');
