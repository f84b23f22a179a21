import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server';
import express, { type Request, type Response, type Router } from 'express';
import { deviceName } from '../../../../domain/device-name.js';
import type { FieldErrors } from '../../../../domain/field-errors.js';
import { sameSecret } from '../../../../platform/lookup.js';
import type { PasskeyKey } from '../../../../store/sign-in-ways.js';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { relyingParty } from '../../../passkeys/relying-party.js';
import type { Owner } from '../../owner.js';
import { freshOwnerOf } from '../../step-up.js';
import { nameForm } from '../name-form.js';
import { tellingOfWays } from '../tell.js';
import { newPasskeyOptions } from './options.js';

/** More would serve nobody. */
const mostPasskeys = 10;

/** Adds a passkey: the browser has one made, for this site and this account, and its public key is kept. */
export function passkeyRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store, url } = deps;
  const router = express.Router();

  router.get('/account/ways/passkey', async (req, res) => {
    const owner = await mayAdd(req, res);
    if (owner) await show(res, owner, { name: deviceName(req.get('user-agent')) ?? '' });
  });

  router.post('/account/ways/passkey', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await mayAdd(req, res);
    if (!owner) return;
    const { account } = owner;
    const name = typed(req.body, ['name']);
    // Spent first, whatever comes of it: of any number of answers at once, one is looked at.
    const challenge = await store.waySetUps.take(setUpOf(owner), new Date());
    if (!challenge) return res.redirect(303, '/account/ways');
    const { values, errors } = readForm(nameForm, req.body);
    if (errors) return show(res, owner, name, errors);
    const passkey = await checked(req.body?.answer, challenge);
    if (!passkey) return show(res, owner, name, { passkey: 'refused' });
    const add = () => store.signInWays.addPasskey(account._id, passkey, values.name, new Date());
    if (!(await tellingOfWays(deps, account, 'passkey-added', add))) {
      return show(res, owner, name, { passkey: 'in_use' });
    }
    res.redirect(303, '/account/ways');
  });
  return router;

  async function mayAdd(req: Request, res: Response): Promise<Owner | undefined> {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return undefined;
    frameOf(res).back = '/account/ways';
    const { passkeys } = await store.signInWays.of(owner.account, new Date());
    if (passkeys.length < mostPasskeys) return owner;
    res.redirect(303, '/account/ways');
    return undefined;
  }

  async function show(
    res: Response,
    owner: Owner,
    values: Record<string, string>,
    errors: FieldErrors = {},
  ): Promise<void> {
    const { passkeys } = await store.signInWays.of(owner.account, new Date());
    const { options, challenge } = await newPasskeyOptions(deps, owner.account, passkeys);
    await store.waySetUps.begin(setUpOf(owner), challenge, new Date());
    renderPage(res, { page: 'account/ways/passkey', form: { values, errors }, model: { options } });
  }

  /** The key of a passkey that was made for this site and this challenge, its holder verified as it was made. */
  async function checked(answer: unknown, challenge: string): Promise<PasskeyKey | undefined> {
    if (typeof answer !== 'string' || answer.length > 16_000) return undefined;
    const { rpID, origin } = relyingParty(url);
    try {
      const response = JSON.parse(answer) as RegistrationResponseJSON;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (given) => sameSecret(given, challenge),
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      });
      if (!verified) return undefined;
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      return { credentialId: id, publicKey, counter, transports: transports.slice(0, 8).map(String) };
    } catch {
      return undefined;
    }
  }
}

const setUpOf = ({ account, session }: Owner) =>
  ({ accountId: account._id, sessionUid: session.uid, kind: 'passkey' }) as const;
