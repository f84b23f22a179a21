import type { Account } from '../../../store/accounts.js';
import type { Store } from '../../../store/database.js';
import { toldOf } from '../told-of.js';

/** One thing that Surety holds of a person, and the section it belongs to. */
export type Held = { section: string; item: object };

const audited = 10_000;

/**
 * All that Surety holds of a person, section after section, one thing at a time: pictures are read one by one. Not in it: passwords and
 * keys, which are kept as numbers that open nothing, and the numbers of a face's template, which is named.
 */
export async function* heldOf(store: Store, account: Account): AsyncGenerator<Held> {
  const { _id, level, createdAt, language, termsVersion, proofs } = account;
  const contacts = store.accounts.contacts(account);
  yield { section: 'account', item: { id: _id, ...contacts, level, createdAt, language, termsVersion } };
  for (const [reached, proof] of Object.entries(proofs ?? {}))
    yield { section: 'proofs', item: { level: reached, ...proof } };
  const identity = store.accounts.identity(account);
  if (identity) yield { section: 'identity', item: identity };
  const proof = store.accounts.proof(account);
  if (proof) yield { section: 'identity_proof', item: proof };
  const face = await store.faceTemplates.consentOf(_id);
  if (face) yield { section: 'face_template', item: face };
  for (const { partnerId, scopes, since, at, usedAt, told } of await store.consents.allOf(_id)) {
    yield {
      section: 'services',
      item: { service: await nameOf(partnerId), scopes, since, agreedAt: at, lastUsedAt: usedAt, told },
    };
  }
  for (const { partnerId, value, at } of await store.userMetadata.ofAccount(_id)) {
    yield { section: 'notes_of_services', item: { service: await nameOf(partnerId), value, at } };
  }
  for (const { basis, step, partners, kinds, endsAt, actorId } of [
    ...(await store.delegations.ofActor(_id)),
    ...(await store.delegations.ofSubject(_id)),
  ]) {
    const services = await Promise.all(partners.map(nameOf));
    const until = endsAt && new Date(endsAt);
    const youAre = actorId === _id ? 'who acts' : 'who is acted for';
    yield { section: 'acting_for_others', item: { youAre, basis, step, services, kinds, until } };
  }
  for (const { since, device, partners } of await store.oidc.sessionsOf(_id)) {
    yield { section: 'sessions', item: { since, device, services: await Promise.all(partners.map(nameOf)) } };
  }
  for (const { at, methods, device, partnerId } of await store.signIns.ofAccount(_id, audited)) {
    yield { section: 'sign_ins', item: { at, methods, device, service: await nameOf(partnerId) } };
  }
  for (const journey of await store.journeys.listByAccount(_id, 1_000)) {
    const { partnerId, wanted, createdAt: begunAt, returnedAt, cancelledAt } = journey;
    const reference = store.journeys.referenceOf(journey);
    yield {
      section: 'journeys',
      item: { service: await nameOf(partnerId), wanted, begunAt, returnedAt, cancelledAt, reference },
    };
  }
  const cases = await store.cases.idsOf(_id);
  for (const caseId of cases) {
    const state = await store.cases.byId(caseId);
    if (state) yield { section: 'identity_checks', item: shownCase(state) };
  }
  for (const caseId of cases) {
    for (const { _id: id } of await store.evidence.list(caseId)) {
      const piece = await store.evidence.get(caseId, id);
      if (piece) yield { section: 'evidence', item: { check: caseId, ...shownPiece(piece) } };
    }
  }
  for (const { template, channel, status, updatedAt } of await store.messages.sentTo(
    store.accountContacts.known(account, new Date()),
  )) {
    yield { section: 'messages', item: { template, channel, status, at: updatedAt } };
  }
  for (const { at, action, actor, details } of (await store.audit.ofAccount(_id, audited)).flatMap(toldOf)) {
    yield { section: 'activity', item: { at, action, by: actor.kind, details } };
  }

  async function nameOf(partnerId: string): Promise<string> {
    return (await store.partners.byId(partnerId))?.name ?? partnerId;
  }
}

function shownCase({
  id,
  wanted,
  reached,
  step,
  reasons,
  updatedAt,
}: NonNullable<Awaited<ReturnType<Store['cases']['byId']>>>) {
  return { id, wanted, reached, step, reasons, updatedAt: new Date(updatedAt) };
}

type Piece = NonNullable<Awaited<ReturnType<Store['evidence']['get']>>>;

function shownPiece({ slot, attempt, mediaType, bytes }: Piece): object {
  const content = Buffer.from(bytes);
  if (mediaType === 'application/json') return { slot, attempt, content: JSON.parse(content.toString()) };
  return { slot, attempt, picture: `data:${mediaType};base64,${content.toString('base64')}` };
}
