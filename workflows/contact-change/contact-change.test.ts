import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/random-id.js';
import { contactChangeDriver } from '../../test/support/workflows/contact-change-driver.js';
import {
  eventually,
  startWorkflowEnvironment,
  type WorkflowEnvironment,
} from '../../test/support/workflows/workflow-environment.js';

let at: WorkflowEnvironment;
let { account, accountOf, begin, stateOf, post, change, undo, secretOf } = {} as ReturnType<typeof contactChangeDriver>;
beforeAll(async () => {
  at = await startWorkflowEnvironment();
  ({ account, accountOf, begin, stateOf, post, change, undo, secretOf } = contactChangeDriver(at));
}, 60_000);
afterAll(() => at?.close());

const emailOf = async (id: string) => at.store.accounts.contacts(await accountOf(id)).email;
const textsTo = (to: string) => at.sent.filter((one) => one.to === to).map(({ text }) => text);
const signedInElsewhere = async (accountId: string) => {
  const session = at.store.oidc.adapter('Session', () => new Error());
  for (const uid of ['here', 'there']) {
    await session.upsert(`${accountId}-${uid}`, { uid: `${accountId}-${uid}`, accountId, kind: 'Session' }, 600);
  }
};

describe('A change of the email address', () => {
  test('is confirmed by a code, told to all who are concerned, and never changes who the person is', async () => {
    const whose = await account();
    const { email: old, mobile = '' } = at.store.accounts.contacts(whose);
    await at.store.consents.give(whose._id, 'reader', ['openid', 'email'], new Date());
    await at.store.consents.give(whose._id, 'other', ['openid'], new Date());
    const webhook = { _id: randomId(), url: 'http://127.0.0.1:9/', events: ['*' as const] };
    await at.store.webhooks.create({ ...webhook, partnerId: 'reader' }, new Date());
    const id = await begin(whose, 'email', 'new1@example.org');
    await post(id, whose, '000000x');
    expect(await stateOf(id, whose._id)).toMatchObject({ step: 'code', errors: { code: 'code_wrong' } });
    expect(await emailOf(whose._id)).toBe(old);
    await post(id, whose);
    expect(await stateOf(id, whose._id)).toMatchObject({ step: 'changed', errors: {} });
    expect(await at.store.accounts.byEmail('new1@example.org')).toMatchObject({ _id: whose._id, epoch: 1 });
    expect(await at.store.accounts.byEmail(old)).toBeNull();

    await eventually(async () => textsTo(mobile).length && textsTo(old).length && textsTo('new1@example.org')[1]);
    const link = `/account/undo/${id}.${secretOf(id)}`;
    for (const to of [old, mobile]) expect(textsTo(to).join()).toContain(link);
    expect(textsTo('new1@example.org').join()).not.toContain('/undo/');
    const rows = await at.store.tools.db
      .collection('webhook_events')
      .find({ type: 'account.contact_changed' })
      .toArray();
    expect(rows).toMatchObject([{ partnerId: 'reader', account: { sub: whose._id, changed: ['email'] } }]);
    expect(JSON.stringify(rows)).not.toContain('example.org');
    expect(await at.store.webhookDeliveries.list(webhook._id, { limit: 5 })).toHaveLength(1);
  });

  test('keeps the browser that asked for it signed in, and no other', async () => {
    const whose = await account();
    await signedInElsewhere(whose._id);
    await change(whose, 'email', 'new2@example.org');
    expect(await at.store.oidc.sessionOf(`${whose._id}-here`)).toMatchObject({ accountId: whose._id });
    expect(await at.store.oidc.sessionOf(`${whose._id}-there`)).toBeUndefined();
  });

  test('to an address of another account is told to its reader only, by the same code', async () => {
    const [whose, other] = [await account(), await account()];
    const taken = at.store.accounts.contacts(other).email;
    const id = await begin(whose, 'email', taken);
    await eventually(async () => textsTo(taken).length === 1);
    expect(textsTo(taken)[0]).toContain('Enter this security code to continue');
    await post(id, whose);
    expect(await stateOf(id, whose._id)).toMatchObject({ step: 'in-use' });
    expect(await accountOf(whose._id)).toEqual(whose);
  });

  test('of two at once is one, and of two accounts that want the same address one gets it', async () => {
    const [whose, other] = [await account(), await account()];
    const ids = await Promise.all(['a@example.org', 'b@example.org'].map((to) => begin(whose, 'email', to)));
    await Promise.all(ids.map((id) => post(id, whose)));
    const steps = await Promise.all(ids.map(async (id) => (await stateOf(id, whose._id))?.step));
    expect(steps.sort()).toEqual(['changed', 'ended']);
    const same = 'both@example.org';
    const wanting = [await accountOf(whose._id), other];
    const wanted = await Promise.all(wanting.map(async (one) => ({ one, id: await begin(one, 'email', same) })));
    await Promise.all(wanted.map(({ one, id }) => post(id, one)));
    const outcomes = await Promise.all(wanted.map(async ({ one, id }) => (await stateOf(id, one._id))?.step));
    expect(outcomes.sort()).toEqual(['changed', 'in-use']);
  });

  test('done again by an attempt whose first was killed changes nothing twice', async () => {
    const { _id: accountId, epoch } = await account();
    const again = { changeId: randomId(), accountId, epoch, kind: 'email', to: 'again@example.org' } as const;
    const both = [new Date(), new Date()].map((now) => at.store.accountContacts.change({ ...again, now }));
    expect(await Promise.all(both)).toEqual(['changed', 'changed']);
    expect(await accountOf(accountId)).toMatchObject({ epoch: 1, former: [{ changeId: again.changeId }] });
  });
});

describe('Undoing a change', () => {
  test('throws out who took the account over: contacts, password and sessions', async () => {
    const whose = await account();
    const before = at.store.accounts.contacts(whose);
    const first = await change(whose, 'email', 'thief@example.org');
    const second = await change(await accountOf(whose._id), 'mobile', '+447700909999');
    const stolen = await accountOf(whose._id);
    expect(at.store.accounts.contacts(stolen)).toEqual({ email: 'thief@example.org', mobile: '+447700909999' });
    await eventually(async () => textsTo(before.email).some((text) => text.includes(secretOf(second))));
    await signedInElsewhere(whose._id);

    const now = new Date(await at.env.currentTimeMs());
    expect(await at.store.accountContacts.byUndoSecret(first, 'guessed', now)).toBeNull();
    expect(await at.store.accountContacts.byUndoSecret(first, secretOf(first), now)).toMatchObject({ _id: whose._id });
    expect(await undo(first)).toMatchObject({ outcome: 'accepted', step: 'undone' });
    const back = await accountOf(whose._id);
    expect(at.store.accounts.contacts(back)).toEqual(before);
    expect([at.store.accounts.passwordHash(back), back.former, back.emailKeys]).toEqual([
      undefined,
      [],
      [back.emailKey],
    ]);
    expect(await at.store.oidc.sessionOf(`${whose._id}-here`)).toBeUndefined();
    for (const id of [first, second]) {
      expect(await at.store.accountContacts.byUndoSecret(id, secretOf(id), now)).toBeNull();
    }
    expect(await undo(first)).toMatchObject({ step: 'undone' });
    expect(await accountOf(whose._id)).toEqual(back);
  });

  test('ends after seven days; until then nobody else registers the former address', async () => {
    const whose = await account();
    const { email: old } = at.store.accounts.contacts(whose);
    const id = await change(whose, 'email', 'moved@example.org');
    const newcomer = {
      ...{ id: randomId(), registrationId: randomId(), email: old, mobile: '+447700900000', passwordHash: 'h' },
      ...{ termsVersion: '1', language: 'en' as const, now: new Date() },
    };
    expect(await at.store.accounts.create(newcomer)).toBe('email_in_use');
    await at.env.sleep('8 days');
    expect((await stateOf(id, whose._id))?.step).toBe('kept');
    expect(await undo(id).catch(() => 'over')).toBe('over');
    expect(await at.store.accounts.create(newcomer)).toEqual({ id: newcomer.id });
    expect(await emailOf(whose._id)).toBe('moved@example.org');
  });
});
