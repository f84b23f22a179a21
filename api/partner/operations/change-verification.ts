import { PartnerProblem } from '../../http/problem-table.js';
import { operation } from '../operation.js';
import { verificationOf } from '../representation.js';
import { freshUrl, idParams, verification } from '../schemas.js';
import { ownVerification } from './own.js';

const answers = { 200: { description: 'As it stands now.', body: verification } };

export const cancelVerification = operation({
  id: 'cancelVerification',
  method: 'post',
  path: '/verifications/{id}/cancel',
  tag: 'Verifications',
  summary: 'Take a verification back',
  description: 'Its address is void, and the person is told that you no longer need it. Repeating it changes nothing.',
  params: idParams,
  answers,
  problems: ['not_found', 'verification_over'],
  async handle({ params: { id } }, context) {
    const { store, now } = context;
    const journey = await ownVerification(id, context);
    const cancelled = await store.journeys.cancelByPartner(id, now);
    if (!cancelled && journey.standing?.state !== 'cancelled') throw new PartnerProblem('verification_over');
    return { status: 200, body: verificationOf(store, cancelled ?? journey) };
  },
});

export const redactVerification = operation({
  id: 'redactVerification',
  method: 'post',
  path: '/verifications/{id}/redact',
  tag: 'Verifications',
  summary: 'Erase your reference',
  description:
    'What you entrusted of the person is gone for good, and the verification is found by its id only; its state and times stay. Only for what is over. Repeating it changes nothing.',
  params: idParams,
  answers,
  problems: ['not_found', 'verification_not_over'],
  async handle({ params: { id } }, context) {
    const { store, now } = context;
    await ownVerification(id, context);
    const redacted = await store.journeys.redact(id, now);
    if (!redacted) throw new PartnerProblem('verification_not_over');
    await store.idempotency.forget(id);
    return { status: 200, body: verificationOf(store, redacted) };
  },
});

export const renewUrl = operation({
  id: 'renewUrl',
  method: 'post',
  path: '/verifications/{id}/url',
  tag: 'Verifications',
  summary: 'A fresh one-time address for the person',
  description: 'For whoever lost the first one, or the browser it was used in. The old one is void.',
  params: idParams,
  answers: { 200: { description: 'The address, told this once.', body: freshUrl } },
  problems: ['not_found', 'verification_over'],
  async handle({ params: { id } }, context) {
    const { store, issuer, now } = context;
    await ownVerification(id, context);
    const renewed = await store.journeys.renewStart(id, now);
    if (!renewed) throw new PartnerProblem('verification_over');
    const expires_at = renewed.journey.expiresAt.toISOString();
    return { status: 200, body: { id, url: `${issuer}/start/${id}.${renewed.secret}`, expires_at } };
  },
});
