import express, { type Request, type Response, type Router } from 'express';
import type { ContactChangeState, ContactKind } from '../../domain/contact-change.js';
import type { FieldErrors } from '../../domain/field-errors.js';
import { maskedEmail } from '../../domain/masked-email.js';
import { randomId } from '../../platform/random-id.js';
import type { UiDeps } from '../deps.js';
import { codeForm } from '../http/code-form.js';
import { actionOf, formBody, readForm, typed } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { handIn } from '../http/hand-in.js';
import type { Guards } from '../http/pages.js';
import { renderProblem } from '../http/problem.js';
import { renderPage } from '../http/render.js';
import { mobileForm } from '../registration/mobile/form.js';
import { isTestContact } from '../sandbox/fixed-codes.js';
import { emailForm } from '../sign-in/email/form.js';
import { startContactChange, submitToContactChange } from '../workflows/contact-change.js';
import { type Owner, ownerOf } from './owner.js';
import { freshOwnerOf } from './step-up.js';

const kinds: readonly ContactKind[] = ['email', 'mobile'];

/** Changing what a person signs in with: the new contact is typed, and confirmed by a code. The workflow does the rest. */
export function contactChangeRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();

  for (const kind of kinds) {
    const page = `account/change-${kind}`;
    const show = (res: Response, { account }: Owner, values: Record<string, string> = {}, errors: FieldErrors = {}) => {
      frameOf(res).back = '/account';
      const form = { values, errors, nonce: randomId() };
      renderPage(res, { page, form, model: { now: shown(kind, store.accounts.contacts(account)[kind]) } });
    };

    router.get(`/account/change-${kind}`, async (req, res) => {
      const owner = await freshOwnerOf(deps, req, res);
      if (owner) show(res, owner);
    });

    router.post(`/account/change-${kind}`, formBody, async (req, res) => {
      csrf.check(req, frameOf(res).browser);
      const owner = await freshOwnerOf(deps, req, res);
      if (!owner) return;
      const { account, session } = owner;
      const { values, errors } = readTyped(kind, req.body);
      if (errors) return show(res, owner, typed(req.body, [kind]), errors);
      if (values === store.accounts.contacts(account)[kind]) return show(res, owner, {}, { [kind]: 'same' });
      const nonce: unknown = req.body.nonce;
      const changeId = typeof nonce === 'string' && /^[\w-]{22}$/.test(nonce) ? nonce : randomId();
      await limits.code(account._id);
      await limits.code(values);
      const facts = { accountId: account._id, kind, sessionUid: session.uid, accountEpoch: account.epoch, to: values };
      await store.contactChanges.open(changeId, facts, changeId, new Date());
      const { language } = frameOf(res);
      const fixedCodes = isTestContact(deps, values);
      const input = { changeId, accountId: account._id, kind, nonce: changeId, language } as const;
      await startContactChange(temporal, fixedCodes ? { ...input, fixedCodes } : input);
      res.redirect(303, `/account/change/${changeId}`);
    });
  }

  router.get('/account/change/:id', async (req, res) => {
    const found = await changeOf(req, res);
    if (!found) return;
    const { state, to } = found;
    if (state.step === 'code') return showCode(res, state, to, state.errors, req.query.sent === '1');
    renderPage(res, {
      page: 'account/changed',
      model: { step: state.step, kind: state.kind, to: shown(state.kind, to) },
    });
  });

  router.post('/account/change/:id', formBody, async (req, res) => {
    csrf.check(req, frameOf(res).browser);
    const found = await changeOf(req, res);
    if (!found) return;
    const { state, to, owner } = found;
    const here = `/account/change/${state.id}`;
    if (state.step !== 'code' || req.body?.nonce !== state.nonce) return res.redirect(303, here);
    const action = actionOf(req) === 'resend' ? 'resend' : 'continue';
    const read = action === 'continue' ? readForm(codeForm, req.body) : undefined;
    if (read?.errors) return showCode(res, state, to, read.errors);
    if (action === 'resend') {
      await limits.code(owner.account._id);
      await limits.code(to);
    }
    const { id: changeId, accountId, kind, nonce } = state;
    const input = { changeId, accountId, kind, nonce, language: frameOf(res).language };
    await handIn(store, nonce, read?.values, () =>
      submitToContactChange(temporal, input, { nonce, step: 'code', action }),
    );
    res.redirect(303, action === 'resend' ? `${here}?sent=1` : here);
  });
  return router;

  /** The change of the address, of this account and begun in this session; anything else is not there. */
  async function changeOf(req: Request, res: Response) {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return undefined;
    const found = await store.contactChanges.ofAccount(String(req.params.id), owner.account._id);
    if (found?.sessionUid === owner.session.uid) return { ...found, owner };
    renderProblem(res, 'not-found');
    return undefined;
  }

  function showCode(res: Response, state: ContactChangeState, to: string, errors: FieldErrors, sent = false): void {
    const { kind, nonce } = state;
    frameOf(res).back = `/account/change-${kind}`;
    const form = { values: {}, errors, nonce };
    renderPage(res, { page: 'account/change-code', form, model: { kind, to: shown(kind, to, true), sent } });
  }
}

/** A contact as its owner's page says it. @param whole as just typed: somebody who looks for a slip of the finger needs all of it */
function shown(kind: ContactKind, contact = '', whole = false): string {
  if (whole) return contact;
  return kind === 'email' ? maskedEmail(contact) : contact.slice(-3);
}

function readTyped(
  kind: ContactKind,
  body: unknown,
): { values: string; errors?: undefined } | { values?: never; errors: FieldErrors } {
  const read = kind === 'email' ? readForm(emailForm, body) : readForm(mobileForm, body);
  if (read.errors) return { errors: read.errors };
  return { values: 'email' in read.values ? read.values.email : read.values.mobile };
}
