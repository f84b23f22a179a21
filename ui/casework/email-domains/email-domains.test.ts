import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CaseworkApp, startCaseworkApp } from '../../../test/support/apps/casework-app.js';
import { press } from '../../../test/support/apps/casework-form.js';

let at: CaseworkApp;
beforeAll(async () => {
  at = await startCaseworkApp();
}, 90_000);
afterAll(() => at?.close());

test('A domain is blocked with all below it and no neighbour, under an incident, once, and taken off again', async () => {
  const { browser, checkerId } = await at.signedIn('domains', ['admin']);
  const page = '/casework/email-domains';
  const change = async (domain: string, more: [string, string][] = [['incident', 'INC1']]) =>
    (await press(browser, page, [['domain', domain], ...more], page)).status;
  for (const wrong of ['', 'co.uk', 'com', 'anna@spam.example', 'spam.example/x'])
    expect(await change(wrong)).toBe(422);
  expect(await change('spam.example', [])).toBe(422);
  const covers = (email: string) => at.store.blockedEmailDomains.covers(email);
  expect(await covers('a@spam.example')).toBe(false);
  expect(await change('Spam.Example.')).toBe(303);
  expect(await change('spam.example', [['incident', 'INC2']])).toBe(303);
  expect(
    await Promise.all(['a@spam.example', 'a@mx.spam.example', 'a@notspam.example', 'a@example'].map(covers)),
  ).toEqual([...[true, true, false, false]]);
  expect(await at.store.blockedEmailDomains.list()).toMatchObject([
    { _id: 'spam.example', by: checkerId, incident: 'INC1' },
  ]);
  expect(await change('spam.example', [['action', 'unblock']])).toBe(303);
  expect(await covers('a@spam.example')).toBe(false);
  const audited = await at.store.tools.db
    .collection('audit')
    .find({ action: { $regex: '^email-domain' } })
    .toArray();
  expect(audited.map(({ action, details }) => [action, details.domain, details.roles])).toEqual([
    ['email-domain.blocked', 'spam.example', ['admin']],
    ['email-domain.blocked', 'spam.example', ['admin']],
    ['email-domain.unblocked', 'spam.example', ['admin']],
  ]);
});
