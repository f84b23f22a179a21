import type { Reading } from './held-of.js';

/** What services know, noted and were given; and the services that the person looks after. */
export const heldByServices = {
  async *services({ store, account, nameOf }) {
    for (const { partnerId, scopes, since, at, usedAt, told } of await store.consents.allOf(account._id)) {
      yield { service: await nameOf(partnerId), scopes, since, agreedAt: at, lastUsedAt: usedAt, told };
    }
  },
  async *notes_of_services({ store, account, nameOf }) {
    for (const { partnerId, value, at } of await store.userMetadata.ofAccount(account._id)) {
      yield { service: await nameOf(partnerId), value, at };
    }
  },
  async *connections_to_surgeries({ store, account, nameOf }) {
    for (const { partnerId, ...linkage } of await store.linkages.listOf(account._id)) {
      yield { service: await nameOf(partnerId), ...linkage };
    }
  },
  async *acting_for_others({ store, account: { _id }, nameOf }) {
    const [acting, actedFor] = await Promise.all([store.delegations.ofActor(_id), store.delegations.ofSubject(_id)]);
    for (const { id, basis, step, partners, kinds, endsAt, actorId } of [...acting, ...actedFor]) {
      const services = await Promise.all(partners.map(nameOf));
      const until = endsAt && new Date(endsAt);
      const youAre = actorId === _id ? 'who acts' : 'who is acted for';
      // What the person typed themselves; what the other one did is theirs.
      const asked = actorId === _id ? await store.delegations.facts(id) : {};
      yield { youAre, basis, step, services, kinds, until, ...asked };
    }
  },
  async *looks_after_services({ store, account, nameOf }) {
    for (const { _id, members } of await store.services.ofAccount(account._id)) {
      const own = members.find(({ accountId }) => accountId === account._id);
      if (own)
        yield { service: await nameOf(_id), role: own.role, since: own.since, monthlyReport: own.reads === true };
    }
  },
  async *roadmap({ store, account }) {
    for (const { title, votes, comments } of await store.roadmap.all(1_000)) {
      const wants = votes.includes(account._id);
      const own = comments.filter(({ accountId }) => accountId === account._id).map(({ text, at }) => ({ text, at }));
      if (wants || own.length > 0) yield { title, wants, comments: own };
    }
  },
  async *journeys({ store, account, nameOf }) {
    for (const journey of await store.journeys.listByAccount(account._id, 1_000)) {
      const { partnerId, wanted, createdAt: begunAt, returnedAt, cancelledAt } = journey;
      const reference = store.journeys.referenceOf(journey);
      yield { service: await nameOf(partnerId), wanted, begunAt, returnedAt, cancelledAt, reference };
    }
  },
} satisfies Partial<Record<string, Reading>>;
