import express, { type Request, type Response, type Router } from 'express';
import type { FieldErrors } from '../../../../domain/journey/field-errors.js';
import { stepOfCode } from '../../../../platform/sign-in/app-code.js';
import type { UiDeps } from '../../../deps.js';
import { codeForm } from '../../../http/code-form.js';
import type { Csrf } from '../../../http/csrf.js';
import { formBody, readForm, typed } from '../../../http/form.js';
import { frameOf } from '../../../http/frame.js';
import { renderPage } from '../../../http/render.js';
import type { Owner } from '../../owner.js';
import { freshOwnerOf } from '../../step-up.js';
import { nameForm } from '../name-form.js';
import { tellingOfWays } from '../tell.js';
import { appSetUp } from './set-up.js';

/** More would serve nobody. */
const mostApps = 5;

const form = codeForm.extend(nameForm.shape);

/** Sets up an authenticator app: it takes the secret by QR code, link or typing, and shows a code in proof. */
export function appRoutes(deps: UiDeps, csrf: Csrf): Router {
  const { store } = deps;
  const router = express.Router();

  router.get('/account/ways/app', async (req, res) => {
    const owner = await mayAdd(req, res);
    if (owner) await show(res, owner, {}, { name: '' });
  });

  router.post('/account/ways/app', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const owner = await mayAdd(req, res);
    if (!owner) return;
    const { account } = owner;
    const { values, errors } = readForm(form, req.body);
    const name = typed(req.body, ['name']);
    if (errors) return show(res, owner, errors, name);
    const now = new Date();
    const whose = setUpOf(owner);
    const secret = await store.waySetUps.begun(whose, now);
    const step = secret && (await stepOfCode(secret, values.code, now));
    if (secret && step === undefined) return show(res, owner, { code: 'app_code_wrong' }, name);
    // Too late, or pressed twice: the list shows which.
    if (step === undefined || !(await store.waySetUps.take(whose, now))) return res.redirect(303, '/account/ways');
    const app = { secret: secret as string, name: values.name, step: Number(step) };
    await tellingOfWays(deps, account, 'app-added', () => store.signInWays.addApp(account._id, app, now));
    res.redirect(303, '/account/ways');
  });
  return router;

  async function mayAdd(req: Request, res: Response): Promise<Owner | undefined> {
    const owner = await freshOwnerOf(deps, req, res);
    if (!owner) return undefined;
    frameOf(res).back = '/account/ways';
    const { apps } = await store.signInWays.of(owner.account, new Date());
    if (apps.length < mostApps) return owner;
    res.redirect(303, '/account/ways');
    return undefined;
  }

  async function show(res: Response, owner: Owner, errors: FieldErrors, values: Record<string, string>): Promise<void> {
    const model = await appSetUp(store, setUpOf(owner), store.accounts.contacts(owner.account).email);
    renderPage(res, { page: 'account/ways/app', form: { values, errors }, model });
  }
}

const setUpOf = ({ account, session }: Owner) =>
  ({ accountId: account._id, sessionUid: session.uid, kind: 'app' }) as const;
