import type { Request, Response } from 'express';
import { wayBack } from '../../domain/journey/exits.js';
import type { Exit } from '../../domain/journey/steps.js';
import { reaches } from '../../domain/levels/levels.js';
import { bestVector } from '../../domain/levels/vectors.js';
import { ownClient } from '../../domain/partners/own-client.js';
import { finalCaseSteps } from '../../domain/verification/case-state.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { noteReturn, visitOf } from '../http/note-step.js';
import { partnerAddress } from '../http/partner-frame.js';
import { renderProblem } from '../http/problem.js';
import type { LiveInteraction } from '../ports.js';

/**
 * Leads back to the partner by one of a step's exits: through the live interaction of this browser where there is one, else to the
 * partner's own pages. Below `/interaction/:uid`, where the interaction's cookie reaches.
 */
export async function leave(deps: UiDeps, req: Request, res: Response, exit: Exit): Promise<void> {
  const { store, provider } = deps;
  const uid = String(req.params.uid);
  const interaction = await provider.interaction(req, res);
  const journey = await journeyOf(deps, uid, interaction);
  const situation = await situationOf(deps, req, res, interaction, journey);
  // Nothing is wanting but the agreement to share, or linkage keys: the way on leads through its page.
  if ((interaction?.prompt === 'consent' || interaction?.prompt === 'linkage') && exit === 'return') {
    res.redirect(303, `/interaction/${uid}/${interaction.prompt}`);
    return;
  }
  const partnerId = journey?.partnerId ?? (await store.signIns.byUid(uid))?.partnerId;
  const partner = partnerId ? await store.partners.byId(partnerId) : null;
  const partnerHasInitiateLogin = Boolean(partner?.initiateLoginUri);
  const way = wayBack({ exit, interactionLive: Boolean(interaction), partnerHasInitiateLogin, ...situation });
  noteReturn({ store }, journey ? { journeyId: journey._id } : interaction && visitOf({ req, res }, interaction));
  if (journey) await store.journeys.markReturned(journey._id, new Date());
  if (way.kind === 'code' && journey && (await provider.finishProofing(req, res, { journeyId: journey._id }))) return;
  if (way.kind === 'error' && (await provider.abort(req, res, way))) return;
  if (partner && partner._id !== ownClient) {
    const kind = way.kind === 'initiate' ? 'initiate' : 'entry';
    res.redirect(303, partnerAddress(partner, kind, deps.url, journey?.returnAddress));
  } else if (partnerId) res.redirect(303, '/account');
  else renderProblem(res, 'expired');
}

const nobody = { levelSatisfies: false, failed: false };

async function journeyOf({ store }: UiDeps, uid: string, interaction?: LiveInteraction): Promise<Journey | null> {
  const signIn = await store.signIns.byUid(uid);
  const id = interaction?.journeyId ?? signIn?.journeyId;
  return (await store.journeys.byInteraction(uid)) ?? (id ? await store.journeys.byId(id) : null);
}

async function situationOf(
  { store, provider }: UiDeps,
  req: Request,
  res: Response,
  interaction: LiveInteraction | undefined,
  journey: Journey | null,
) {
  const accountId = interaction ? interaction.accountId : journey?.accountId;
  const session = accountId ? await provider.session(req, res) : undefined;
  const account = accountId && session?.accountId === accountId ? await store.accounts.byId(accountId) : undefined;
  if (!account || !session) return nobody;
  if (!interaction) return { ...nobody, levelSatisfies: reaches(account.level, journey?.wanted ?? 'P9') };
  if (interaction.prompt !== 'identity_proofing') return nobody;
  const state = journey?.caseId ? await store.cases.byId(journey.caseId) : undefined;
  const failed = state !== undefined && finalCaseSteps.includes(state.step) && state.step !== 'verified';
  return { levelSatisfies: Boolean(bestVector(interaction.vectors, account.level, session.methods)), failed };
}
