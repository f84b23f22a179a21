import { pageAnswer, placeOf } from '../cursor.js';
import { operation } from '../operation.js';
import { verificationOf } from '../representation.js';
import { page, pageOf, search, verification } from '../schemas.js';

const list = pageOf(verification).meta({ id: 'VerificationList' });

export const listVerifications = operation({
  id: 'listVerifications',
  method: 'get',
  path: '/verifications',
  tag: 'Verifications',
  summary: 'All of yours, newest first',
  query: page,
  answers: { 200: { description: 'One page.', body: list } },
  problems: ['cursor_not_valid'],
  async handle({ query: { limit, cursor } }, { partner, store }) {
    const rows = await store.journeys.listOfPartner(partner._id, { limit: limit + 1, before: placeOf(cursor) });
    return { status: 200, body: pageAnswer(rows, limit, (journey) => verificationOf(store, journey)) };
  },
});

export const searchVerifications = operation({
  id: 'searchVerifications',
  method: 'post',
  path: '/verifications/search',
  tag: 'Verifications',
  summary: 'Those of one reference, newest first',
  description: 'By POST, since a reference is personal and addresses end up in logs.',
  body: search,
  answers: { 200: { description: 'One page.', body: list } },
  problems: ['cursor_not_valid'],
  async handle({ body: { reference, limit, cursor } }, { partner, store }) {
    const which = { reference, limit: limit + 1, before: placeOf(cursor) };
    const rows = await store.journeys.listOfPartner(partner._id, which);
    return { status: 200, body: pageAnswer(rows, limit, (journey) => verificationOf(store, journey)) };
  },
});
