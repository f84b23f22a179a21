import type { Response } from 'express';
import { deviceClass } from '../../domain/insight/dimensions.js';
import { vectorText } from '../../domain/levels/vectors.js';
import { ownClient } from '../../domain/partners/own-client.js';
import type { Journey } from '../../store/journey/journey.js';
import type { UiDeps } from '../deps.js';
import { frameOf } from '../http/frame.js';
import type { LiveInteraction } from '../ports.js';

/** The journey of a request: the one it names or that was opened for it, else a new one. */
export async function journeyFor({ store }: UiDeps, interaction: LiveInteraction, res: Response): Promise<Journey> {
  const id = interaction.journeyId ?? interaction.signIn.journeyId;
  const named = id ? await store.journeys.byId(id) : null;
  const fits = named && (named.partnerId === interaction.partnerId || interaction.partnerId === ownClient);
  if (fits) return named;
  return (await store.journeys.byInteraction(interaction.uid)) ?? store.journeys.open(openingOf(interaction, res));
}

/** What a journey of this request begins with. */
export function openingOf(interaction: LiveInteraction, res: Response) {
  const { uid, prompt, partnerId, wanted, vectors, reference, accountId, subject } = interaction;
  const { language } = frameOf(res);
  const vtr = JSON.stringify(vectors.map(vectorText));
  const owner = accountId && prompt !== 'login' ? { accountId } : {};
  const known = { ...owner, ...(reference === undefined ? {} : { reference }) };
  const visit = { subject, device: deviceClass(res.req.get('user-agent')) };
  return { partnerId, wanted, vtr, language, visit, interactionUid: uid, started: true, now: new Date(), ...known };
}

/**
 * Whether a sign-in leaves a journey behind as soon as it begins: where the partner may ask about it by its reference. Others are opened
 * when there is something to come back to; most people who sign in only sign in.
 */
export const isAskedAbout = ({ reference, partnerId }: LiveInteraction): boolean =>
  reference !== undefined && partnerId !== ownClient;

/** Whom a person without a session came from: for our own sign-in, the partner of the journey they are to come back to. */
export async function cameFrom({ store }: UiDeps, { partnerId, journeyId }: LiveInteraction): Promise<string> {
  const journey = partnerId === ownClient && journeyId ? await store.journeys.byId(journeyId) : null;
  return journey?.partnerId ?? partnerId;
}
