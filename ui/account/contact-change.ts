import express, { type Request, type Response, type Router } from 'express';
import type { ContactChangeState, ContactKind } from '../../domain/accounts/contact-change.js';
import type { FieldErrors } from '../../domain/journey/field-errors.js';
import { randomId } from '../../platform/random-id.js';
import type { Account } from '../../store/accounts/accounts.js';
import type { UiDeps } from '../deps.js';
import { codeForm } from '../http/code-form.js';
import { actionOf, formBody, formNonce, readForm, typed } from '../http/form.js';
import { frameOf } from '../http/frame.js';
import { handIn } from '../http/hand-in.js';
import type { Guards } from '../http/pages.js';
import { renderProblem } from '../http/problem.js';
import { renderPage } from '../http/render.js';
import { hasFixedCodes, isTestContact } from '../sandbox/fixed-codes.js';
import { dayOf } from '../words/times.js';
import { startContactChange, submitToContactChange } from '../workflows/contact-change.js';
import { fieldsOf, offeredKinds, presentContact, readContact, shownContact } from './contact-form.js';
import { type Owner, ownerOf } from './owner.js';
import { freshOwnerOf } from './step-up.js';

/** Changing or adding what a person signs in by: the new contact is typed, and confirmed by a code. The workflow does the rest. */
export function contactChangeRoutes(deps: UiDeps, { csrf, limits }: Guards): Router {
  const { store, temporal } = deps;
  const router = express.Router();

  for (const kind of offeredKinds(deps)) {
    const page = `account/change-${kind}`;
    const show = (res: Response, { account }: Owner, values: Record<string, string> = {}, errors: FieldErrors = {}) => {
      frameOf(res).back = '/account/ways';
      const form = { values, errors, nonce: randomId() };
      const now = shownContact(kind, presentContact(kind, store.accounts.contacts(account)));
      renderPage(res, { page, form, model: { now } });
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
      const { to, errors } = readContact(kind, req.body);
      if (errors) return show(res, owner, typed(req.body, fieldsOf[kind]), errors);
      const same = to === presentContact(kind, store.accounts.contacts(account));
      if (same) return show(res, owner, {}, { [fieldsOf[kind][0]]: 'same' });
      if (kind === 'email' && (await store.blockedEmailDomains.covers(to))) {
        return show(res, owner, { email: to }, { email: 'blocked_domain' });
      }
      const changeId = formNonce(req) ?? randomId();
      await count(req, account, kind, to);
      const facts = { accountId: account._id, kind, sessionUid: session.uid, accountEpoch: account.epoch, to };
      await store.contactChanges.open(changeId, facts, changeId, new Date());
      const { language } = frameOf(res);
      const reached = kind === 'email' || kind === 'mobile';
      const fixedCodes = reached ? isTestContact(deps, to) : hasFixedCodes(deps, account);
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
      model: {
        ...{ step: state.step, kind: state.kind, to: shownContact(state.kind, to) },
        goOn: state.kind === 'email' && (await store.linkages.pageOf(state.accountId)),
      },
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
    if (action === 'resend') await count(req, owner.account, state.kind, to);
    const { id: changeId, accountId, kind, nonce } = state;
    if (kind === 'address') {
      await store.contactChanges.goOnIn(changeId, accountId, owner.session.uid, owner.account.epoch);
    }
    const input = { changeId, accountId, kind, nonce, language: frameOf(res).language };
    await handIn(store, nonce, read?.values, () =>
      submitToContactChange(temporal, input, { nonce, step: 'code', action }),
    );
    res.redirect(303, action === 'resend' ? `${here}?sent=1` : here);
  });
  return router;

  /** Before a code goes out, by any channel. @throws TooManyRequests */
  async function count(req: Request, { _id }: Account, kind: ContactKind, to: string): Promise<void> {
    if (kind === 'address') return limits.letter(req, _id, to.split('\n'));
    await limits.code(_id);
    await limits.code(to);
  }

  /**
   * The change of the address, of this account and begun in this session; anything else is not there. One that waits for a letter goes on
   * in any session, after a step-up.
   */
  async function changeOf(req: Request, res: Response) {
    const owner = await ownerOf(deps, req, res);
    if (!owner) return undefined;
    const found = await store.contactChanges.ofAccount(String(req.params.id), owner.account._id);
    if (found?.state.kind === 'address' && found.state.step === 'code') {
      const fresh = await freshOwnerOf(deps, req, res, `/account/change/${found.state.id}`);
      return fresh && { ...found, owner: fresh };
    }
    if (found?.sessionUid === owner.session.uid) return { ...found, owner };
    renderProblem(res, 'not-found');
    return undefined;
  }

  function showCode(res: Response, state: ContactChangeState, to: string, errors: FieldErrors, sent = false): void {
    const { kind, nonce, challenge } = state;
    frameOf(res).back = kind === 'address' ? '/account/ways' : `/account/change-${kind}`;
    const form = { values: {}, errors, nonce };
    const until = dayOf(new Date(challenge?.expiresAt ?? 0), frameOf(res).language);
    renderPage(res, {
      page: 'account/change-code',
      form,
      model: { kind, to: shownContact(kind, to, true), sent, until },
    });
  }
}
