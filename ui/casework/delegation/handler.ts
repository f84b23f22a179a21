import type { RequestHandler, Response } from 'express';
import { NotFound } from '../../../platform/errors.js';
import { isOutage } from '../../../platform/outage.js';
import type { KnownDelegation } from '../../../store/delegation/delegations.js';
import { safeguardReasons } from '../../../store/delegation/safeguards.js';
import { actionOf } from '../../http/form.js';
import { frameOf } from '../../http/frame.js';
import { tellDelegationDecided, tellDelegationStopped } from '../../workflows/delegation.js';
import type { CaseworkDeps } from '../deps.js';
import { note } from '../note.js';
import { renderDesk } from '../render.js';
import { isPicture, sendFile } from '../send-file.js';
import { checkerOf, staffOf } from '../session.js';
import { awaitsStaff, deskView } from './view.js';

/** One delegation, with its papers. Who looked is recorded before anything is shown; not in the two people's own lists. */
export const showDelegation =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const delegation = await oneOf(deps, req.params.id);
    await record(deps, res, 'delegation.opened', delegation);
    await show(deps, res, delegation);
  };

/** A page of the papers, as long as they wait for a decision. */
export const servePaper =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const delegation = await oneOf(deps, req.params.id);
    const piece = awaitsStaff(delegation)
      ? await deps.store.evidence.get(delegation.id, String(req.params.evidenceId))
      : undefined;
    if (piece?.slot !== 'attached' || !isPicture(piece.mediaType)) throw new NotFound();
    await record(deps, res, 'delegation.paper-viewed', delegation, { evidenceId: piece.id });
    sendFile(res, piece);
  };

/** What this caseworker finds. Two must agree where nobody else can object; of any number of presses the first counts. */
export const decideDelegation =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store, temporal } = deps;
    const delegation = await oneOf(deps, req.params.id);
    const { id } = delegation;
    const action = actionOf(req);
    const agrees = action === 'agree';
    const checker = checkerOf(res);
    const { mine, agreeable } = await deskView(store, delegation, checker, 'en');
    if (!mine || (agrees && !agreeable) || !(agrees || action === 'refuse')) {
      return res.redirect(303, `/casework/delegations/${id}`);
    }
    const decision = { checkerId: checker.checkerId, senior: Boolean(checker.senior), agrees };
    if (await store.delegations.decide(delegation, decision, new Date())) {
      await record(deps, res, 'delegation.decided', delegation, { agrees });
      await unlessDown(tellDelegationDecided(temporal, delegation, decision.checkerId));
    }
    res.redirect(303, '/casework/delegations');
  };

/**
 * Keeps somebody from acting for somebody, from now on and whatever either agrees to; or lifts that. To the two it looks as if the other
 * had ended it, or had not answered.
 */
export const protectDelegation =
  (deps: CaseworkDeps): RequestHandler =>
  async (req, res) => {
    const { store, temporal } = deps;
    const delegation = await oneOf(deps, req.params.id);
    const { id, actorId, step } = delegation;
    const by = staffOf(res).checkerId;
    const now = new Date();
    const subjectId = delegation.subjectId ?? (await askedAccount(deps, id));
    const here = `/casework/delegations/${id}`;
    if (actionOf(req) === 'lift') {
      if (subjectId) await store.safeguards.lift(actorId, subjectId);
      await record(deps, res, 'delegation.protection-lifted', delegation);
      return res.redirect(303, here);
    }
    const reason = safeguardReasons.find((one) => one === req.body?.reason);
    if (!reason) return show(deps, res, delegation, { reason: 'missing' });
    await record(deps, res, 'delegation.protected', delegation, { reason });
    if (subjectId) await store.safeguards.put(actorId, subjectId, { reason, by }, now);
    await store.delegations.block(id, by, now);
    await store.oidc.endDelegation(actorId, id);
    if (step !== 'asked') await unlessDown(tellDelegationStopped(temporal, delegation));
    res.redirect(303, here);
  };

async function askedAccount({ store }: CaseworkDeps, id: string): Promise<string | undefined> {
  const { askedEmail } = await store.delegations.facts(id);
  return askedEmail === undefined ? undefined : (await store.accounts.byEmail(askedEmail))?._id;
}

/** What was said lies in the store, where the workflow finds it. */
async function unlessDown(told: Promise<void>): Promise<void> {
  await told.catch((error: unknown) => {
    if (!isOutage(error)) throw error;
  });
}

async function oneOf({ store }: CaseworkDeps, id: unknown): Promise<KnownDelegation> {
  const delegation = await store.delegations.byId(String(id));
  if (!delegation) throw new NotFound();
  return delegation;
}

async function show({ store }: CaseworkDeps, res: Response, delegation: KnownDelegation, errors = {}): Promise<void> {
  const one = await deskView(store, delegation, checkerOf(res), frameOf(res).language);
  const model = { one, reasons: safeguardReasons };
  renderDesk(res, { page: 'casework/delegation', form: { values: {}, errors }, model });
}

/** Not under either account: the list of what happened in it is theirs to read. */
const record = (deps: CaseworkDeps, res: Response, action: string, { id }: KnownDelegation, more: object = {}) =>
  note(deps, res, action, undefined, { delegationId: id, ...more });
