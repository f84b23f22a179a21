import { describe, expect } from '@jest/globals';
import { opened } from '../../../command/open.js';
import { recoveries } from '../../../command/redrive/recoveries.js';
import type { Recovery } from '../../../store/accounts/recoveries.js';
import { act, walkTo } from '../../support/people/person.js';
import { eventually } from '../../support/workflows/workflow-environment.js';
import { deviceWithCamera, people, product, test } from './place.js';

/**
 * Has the day pass in which it can be stopped (how long it lasts: workflows/recovery/recovery.test.ts): the store says that it is over, and the
 * workflow is begun anew there, as operators do with a lost one.
 */
const aDayLater = (id: string) =>
  opened({ env: product.settings }, async (all) => {
    await all.store.recoveries.makeReady(id, new Date());
    await recoveries.restart(all, (await all.store.recoveries.byId(id)) as Recovery);
  });

describe('Who has lost all but their password and face', () => {
  test('scans the face that is beside the template kept, waits a day in which every contact can stop it, and is in', async () => {
    const person = { ...(people[0] as (typeof people)[number]), known: true };
    const { page } = await deviceWithCamera();
    await page.goto(`${product.suretyUrl}/account/ways`);
    await walkTo('sms-code', page, person, product);
    await page.locator('main a[href$="/recover"]').click();
    expect(await page.locator('main').innerText()).toContain('compare it with the template');
    await page.getByRole('button', { name: 'Begin' }).click();
    // Neither details nor document: the face alone.
    expect(await walkTo('face-scan', page, person, product)).toEqual(expect.not.arrayContaining(['details']));
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    await act(page, person, product);
    await page.getByRole('heading', { name: 'Come back tomorrow' }).waitFor({ timeout: 60_000 });
    const stops = (to: string) =>
      product.devServer.inbox.list(to).some(({ text }) => text.includes(`/recovery/${id}.`));
    await eventually(async () => [person.email, person.mobile].every(stops));

    await page.goto(`${product.suretyUrl}/account/ways`);
    await walkTo('sms-code', page, person, product);
    await aDayLater(id);
    await page.goto(`${product.suretyUrl}/recovery/${id}`);
    await page.getByRole('heading', { name: 'You can sign in now' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await walkTo('ways', page, person, product);
    expect(await page.locator('main').innerText()).toContain('your password is your only way to sign in');
  }, 240_000);
});
