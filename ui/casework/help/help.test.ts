import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { typedRecoveryCode } from '../../../domain/accounts/recovery-code.js';
import { randomId } from '../../../platform/random-id.js';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
}, 90_000);
afterAll(() => at?.close());

async function account(): Promise<{ id: string; email: string }> {
  const email = `${randomId().toLowerCase()}@example.org`;
  const made = await at.store.accounts.create({
    ...{ id: randomId(), registrationId: randomId(), email, mobile: '+447700900777', passwordHash: 'h' },
    ...{ termsVersion: '1', language: 'en', now: new Date() },
  });
  if (made === 'email_in_use') throw new Error('a test made the same account twice');
  return { id: made.id, email };
}

const how: [string, string] = ['how', 'documents-in-person'];
const actionsOf = async (id: string) => (await at.store.audit.ofAccount(id, 9)).map(({ action }) => action);

describe('Helping somebody back in', () => {
  test('takes two members of staff, is recorded, and gives a code that is shown once', async () => {
    const { id, email } = await account();
    const [first, second] = [await at.signedIn('first helper'), await at.signedIn('second helper')];
    const asked = await press(first.browser, '/casework/help', [['email', email], how]);
    const page = await asked.text();
    expect(page).toContain('Another member of staff must agree');
    expect(page).not.toContain(email);
    const [row] = await at.store.recoveries.asked(new Date());
    expect(row).toMatchObject({ accountId: id, step: 'asked', help: { askedBy: first.checkerId } });
    const answer = `/casework/help/${row?._id}`;
    const own = await press(first.browser, answer, [['action', 'agree']]);
    expect(await own.text()).toContain('answered already');
    expect((await at.store.accounts.byId(id))?.recovering).toBeUndefined();

    const agreed = await press(second.browser, answer, [['action', 'agree']]);
    const code = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(await agreed.text())?.[0] ?? '';
    // Temporal is down: it begins when the person comes.
    expect(await at.store.recoveries.byCode(typedRecoveryCode(code))).toMatchObject({ _id: row?._id, step: 'proving' });
    expect((await at.store.accounts.byId(id))?.recovering).toBe(row?._id);
    expect(JSON.stringify(await at.store.recoveries.byId(row?._id ?? ''))).not.toContain(typedRecoveryCode(code));
    const again = await press(second.browser, answer, [['action', 'agree']]);
    expect(await again.text()).toContain('answered already');
    expect(await actionsOf(id)).toEqual(['help.agreed', 'help.asked']);
  }, 90_000);

  test('is declined by either, ends with a change of the account, and is for those who decide cases', async () => {
    const { id, email } = await account();
    const [helper, other] = [await at.signedIn('helper'), await at.signedIn('other helper')];
    const ask = async () => {
      await press(helper.browser, '/casework/help', [['email', email], how]);
      const rows = await at.store.recoveries.asked(new Date());
      return `/casework/help/${rows.find(({ accountId }) => accountId === id)?._id}`;
    };
    expect(await (await press(helper.browser, await ask(), [['action', 'decline']])).text()).toContain('not opened');
    const late = await ask();
    const accounts = at.store.tools.db.collection<{ _id: string; epoch: number }>('accounts');
    await accounts.updateOne({ _id: id }, { $inc: { epoch: 1 } });
    expect(await (await press(other.browser, late, [['action', 'agree']])).text()).toContain('answered already');
    expect((await at.store.accounts.byId(id))?.recovering).toBeUndefined();
    const unknown = await press(helper.browser, '/casework/help', [['email', 'nobody@example.org'], how]);
    expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining('There is no account')]);
    const admin = await at.signedIn('an admin', ['admin']);
    expect((await admin.browser.request('/casework/help')).status).toBe(403);
  });
});
