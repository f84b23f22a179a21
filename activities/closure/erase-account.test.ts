import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';
import { heldOf } from '../../store/held/held-of.js';
import { sections } from '../../store/held/sections.js';
import { processings } from '../../store/processing/processing.js';
import { accountOf, type FullAccount, fullAccount, tracesOf } from '../../test/support/full-account/full-account.js';
import { openTestStore } from '../../test/support/store/open-test-store.js';
import { allCollections, undeclared } from '../../test/support/store/stored-fields.js';
import { eraseAccount } from './erase-account.js';

let store: Store;
let drop: () => Promise<void>;
let [person, bystander] = [] as unknown as [FullAccount, FullAccount];
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  [person, bystander] = [await fullAccount(store), await fullAccount(store)];
});
afterAll(() => drop?.());

/** The rows of each collection that hold one of these texts, anywhere. */
async function rowsWith(traces: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const rows of await allCollections(store.tools)) {
    const texts = (await rows.find().toArray()).map((row) => JSON.stringify(row));
    const many = texts.filter((text) => traces.some((trace) => text.includes(trace))).length;
    if (many > 0) found.set(rows.collectionName, many);
  }
  return found;
}

const collectionsThat = (...closings: unknown[]) =>
  processings
    .filter(({ closing }) => closings.includes(typeof closing === 'string' ? closing : 'kept'))
    .map(({ collection }) => collection);

describe('A person of whom every collection holds something', () => {
  test('is named in each that the record says is of people, and nothing of it lies there undeclared', async () => {
    const { journeyId, delegationId, dependantId, partnerId } = person;
    const subject = store.journeyEvents.subjectOf(journeyId);
    const leads = [...tracesOf(store, person), journeyId, delegationId, dependantId, partnerId, subject];
    const named = [...(await rowsWith(leads)).keys()];
    // Files of tickets lie under the ticket's number.
    const ofPeople = collectionsThat('erased', 'detached', 'runs-out', 'kept').filter(
      (name) => name !== 'ticket_files',
    );
    expect(ofPeople.filter((name) => !named.includes(name))).toEqual([]);
    expect(await undeclared(store.tools)).toEqual([]);
  });

  test('gets something in every section of the download, and nothing of anybody else', async () => {
    const held: { section: string; item: object }[] = [];
    for await (const one of heldOf(store, await accountOf(store, person))) held.push(one);
    expect([...new Set(held.map(({ section }) => section))]).toEqual([...sections]);
    const text = JSON.stringify(held);
    for (const trace of tracesOf(store, bystander)) expect(text).not.toContain(trace);
    expect(text).toContain(' High Street');
    expect(text).toContain(person.email);
  });

  test('is gone after the erasure, but for what the record says; everybody else is as they were', async () => {
    // They live together: what was sent to the other at their telephone is the other's.
    const to = { channel: 'sms', to: store.accounts.contacts(await accountOf(store, person)).mobile ?? '' } as const;
    const message = { ...to, template: 'verified', params: {}, language: 'en' } as const;
    await store.messages.putMessage({ ...message, key: 'of-the-other', about: bystander.id }, person.now);
    // Sent to a number that is theirs no more.
    const former = { ...message, to: '+447700900998', key: 'former', about: person.id };
    await store.messages.putMessage(former, person.now);
    const told = async ({ id }: FullAccount) => {
      const account = { _id: id, registrationId: '' };
      return (await store.messages.ofPerson({ account, contacts: [to] })).map(({ _id }) => _id);
    };
    expect(await told(person)).not.toContain('of-the-other');
    expect(await told(bystander)).toContain('of-the-other');
    const before = await rowsWith(tracesOf(store, bystander));
    const closingId = randomId();
    await store.closings.begin(person.id, closingId, person.now);
    await store.closings.beginErasing(closingId);
    await eraseAccount(store, person.id, [], person.now);

    const events = () => store.tools.db.collection('journey_events').find({ kind: 'closed' }).toArray();
    expect(await events()).toEqual([expect.objectContaining({ partner: 'surety', level: 'P9', pending: true })]);

    const left = [...(await rowsWith(tracesOf(store, person))).keys()];
    expect(left.filter((name) => collectionsThat('erased', 'detached', 'nobody').includes(name))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['audit', 'case_keys', 'reviews']));
    const keyOfCase = await store.tools.keysDb.collection<{ _id: string }>('case_keys').findOne({ _id: person.caseId });
    expect(keyOfCase).toEqual({ _id: person.caseId, erasedAt: expect.any(Date) });
    // Nothing that is left can be opened or says who it was: no bytes but the reports of a service.
    const messages = await store.tools.db.collection('messages').countDocuments({});
    expect(messages).toBe(6);
    expect(await told(person)).toEqual([]);
    expect(await store.tools.db.collection('ticket_files').countDocuments({})).toBe(1);
    expect(await store.tools.db.collection('evidence').countDocuments({})).toBe(3);
    expect(await store.dependants.byId(person.dependantId)).toBeNull();
    expect(await rowsWith(tracesOf(store, bystander))).toEqual(before);
  });
});
