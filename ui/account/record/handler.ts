import express, { type Router } from 'express';
import { endingOf } from '../../../domain/person/ending-of.js';
import type { Account } from '../../../store/accounts/accounts.js';
import type { UiDeps } from '../../deps.js';
import type { Csrf } from '../../http/csrf.js';
import { formBody } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { renderPage } from '../../http/render.js';
import { type Language, languageFrom } from '../../words/languages.js';
import { dateTime, plainDate } from '../../words/times.js';
import { changerOf, ownerOf } from '../owner.js';

/** What Surety knows of a person, how it was verified and when; and the language of its messages. */
export function recordRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/record', async (req, res) => {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return;
    const { account } = owner;
    const { language } = frameOf(res);
    frameOf(res).back = '/account';
    const { email, mobile, landline, address } = store.accounts.contacts(account);
    const identity = store.accounts.identity(account);
    const face = await store.faceTemplates.consentOf(account._id);
    const model = {
      ...{
        email,
        ending: endingOf(mobile),
        landline: endingOf(landline),
        address,
        level: account.level,
        proofs: proofsOf(account, language),
      },
      identity: identity && {
        name: [...identity.givenNames, identity.familyName].join(' '),
        birthDate: plainDate(identity.birthDate, language),
        nhsNumber: identity.nhsNumber?.slice(-4),
        postcode: identity.postcode,
      },
      since: dateTime(account.createdAt, language),
      face: face && dateTime(face.consentedAt, language),
      language: account.language,
    };
    renderPage(res, { page: 'account/record', model, form: { values: { language: account.language }, errors: {} } });
  });

  router.post('/account/language', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await changerOf(deps, req, res);
    if (!owner) return;
    const language = languageFrom(req.body?.language);
    if (language) await store.accounts.chooseLanguage(owner.account._id, language);
    res.redirect(303, '/account/record');
  });
  return router;
}

function proofsOf({ proofs = {} }: Account, language: Language): { level: string; at: string; how: string }[] {
  return (['P5', 'P9'] as const).flatMap((level) => {
    const proof = proofs[level];
    return proof ? [{ level, at: dateTime(proof.at, language), how: proof.how }] : [];
  });
}
