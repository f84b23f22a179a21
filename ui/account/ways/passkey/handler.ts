import express, { type Request, type Response, type Router } from 'express';
import { deviceName } from '../../../../domain/accounts/device-name.js';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import type { UiDeps } from '../../../deps.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import { checkNewPasskey } from '../../../passkeys/check-new-passkey.js';
import { newPasskeyOptions } from '../../../passkeys/new-passkey-options.js';
import type { Owner } from '../../owner.js';
import { freshOwnerOf } from '../../step-up.js';
import { nameForm } from '../name-form.js';
import { tellingOfWays } from '../tell.js';

/** More would serve nobody. */
const mostPasskeys = 10;

/** Adds a passkey: the browser has one made, for this site and this account, and its public key is kept. */
export function passkeyRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
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
    const passkey = await checkNewPasskey(deps.url, req.body?.answer, challenge);
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
    const { _id: id } = owner.account;
    const whom = { id, email: store.accounts.contacts(owner.account).email };
    const { options, challenge } = await newPasskeyOptions(deps, whom, passkeys);
    await store.waySetUps.begin(setUpOf(owner), challenge, new Date());
    renderPage(res, { page: 'account/ways/passkey', form: { values, errors }, model: { options } });
  }
}

const setUpOf = ({ account, session }: Owner) =>
  ({ accountId: account._id, sessionUid: session.uid, kind: 'passkey' }) as const;
