import { afterAll, beforeAll } from '@jest/globals';
import { unconnectedApp } from '../../dev/routes/app.js';
import { routesOf } from '../../dev/routes/walk.js';
import { startWholeApp, type WholeApp } from '../support/apps/whole-app.js';
import { strangeAddresses } from './addresses.js';
import { enumeration } from './enumeration.js';
import { type Abused, everybody } from './everybody.js';
import { strangeFields } from './fields.js';
import { forgedForms } from './forms.js';
import { guardedPages } from './pages.js';
import { unlawfulRequests } from './routes.js';

let app: WholeApp;
let all: Abused;
beforeAll(async () => {
  app = await startWholeApp({ url: 'https://surety.example' });
  all = await everybody(app, await routesOf(unconnectedApp));
});
afterAll(() => app?.close());

// One application for all of them: most of the time would go into starting more.
for (const suite of [unlawfulRequests, guardedPages, forgedForms, strangeAddresses, strangeFields, enumeration])
  suite(() => all);
