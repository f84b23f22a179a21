import express, { type Router } from 'express';
import { reasonTable } from '../../domain/journey/reasons.js';
import { formatNhsNumber } from '../../domain/person/nhs-number.js';
import { pictureReasons } from '../../domain/sandbox/by-reason.js';
import { fixedCode } from '../../domain/sandbox/fixed-codes.js';
import { testDomain, testPeople, testPersonOf } from '../../domain/sandbox/test-people.js';
import { renderPage } from '../http/render.js';
import { drawTestDocument } from './documents/draw.js';

/** The pages of a sandbox: who can be tried, and test documents to download. Live has none of them. */
export function sandboxRoutes(): Router {
  const router = express.Router();
  router.get('/sandbox', (_req, res) =>
    renderPage(res, { page: 'sandbox/people', model: { fixedCode, people: people() } }),
  );
  router.get('/sandbox/documents', (_req, res) => {
    const documents = pictureReasons.map((reason) => ({ reason, meaning: reasonTable[reason].meaning }));
    renderPage(res, { page: 'sandbox/documents', model: { documents } });
  });
  router.get('/sandbox/documents/:file', (req, res, next) => {
    const [, name] = /^([a-z_0-9]+)\.png$/.exec(req.params.file) ?? [];
    const reason = pictureReasons.find((one) => one === name);
    if (!reason && name !== 'passes') return next();
    res
      .set('Cache-Control', 'public, max-age=3600')
      .attachment(`${name}.png`)
      .type('png')
      .send(drawTestDocument(reason));
  });
  return router;
}

/** Everybody, with what they would type. */
function people() {
  return testPeople.map(({ name, about }) => {
    const email = `${name}@${testDomain}`;
    const identity = testPersonOf(email)?.identity;
    return { email, about, ...identity, nhsNumber: formatNhsNumber(identity?.nhsNumber ?? '') };
  });
}
