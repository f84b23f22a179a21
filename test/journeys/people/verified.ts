import { describe, expect } from '@jest/globals';
import { newDevice } from '../../support/browser/browser.js';
import { handOver } from '../../support/people/hand-over.js';
import { knownToPds, withPassport } from '../../support/people/people.js';
import { act, beginAtPartner, walkTo } from '../../support/people/person.js';
import { browser, deviceWithCamera, people, product, reference, test } from './place.js';

/** What the demo partner shows of the claims it received. */
const claim = async (page: Awaited<ReturnType<typeof newDevice>>['page'], name: string) =>
  page.locator(`tr:has(th:text-is("${name}"), td:text-is("${name}")) td`).last().innerText();

describe('A person before their camera', () => {
  test('goes from nothing by P0 and P5 to P9, whose pictures a phone takes while the first screen follows, and the partner has the verified claims', async () => {
    const { page } = await newDevice(browser);
    const person = { ...(await withPassport(knownToPds('Thornton'), 0)), keepsTemplate: true };
    people.push(person);
    await beginAtPartner(page, product, 'P0', reference);
    await walkTo('partner', page, person, product);
    expect(await claim(page, 'vot')).toBe('P0.Cp.Cd');

    await beginAtPartner(page, product, 'P5');
    const toMedium = await walkTo('partner', page, person, product);
    expect(toMedium).not.toContain('email');
    expect(await claim(page, 'nhs_number')).toBe('9990123071');

    await beginAtPartner(page, product, 'P9');
    await walkTo('document', page, person, product);
    const { page: phone, context } = await deviceWithCamera();
    await handOver(page, phone, person, product);
    expect(await walkTo('done', phone, person, product)).toContain('document-photo');
    await page.waitForURL(/\/face-consent$/);
    await act(page, person, product);
    await page.waitForURL(/\/phone$/);
    await phone.waitForURL(/\/face$/);
    await walkTo('done', phone, person, product);
    expect((await context.cookies()).map(({ name }) => name).sort()).toEqual(['surety_browser', 'surety_phone']);
    await page.waitForURL((url) => !url.pathname.endsWith('/phone'));
    await walkTo('partner', page, person, product);
    expect(await claim(page, 'identity_proofing_level')).toBe('P9');
    expect(await claim(page, 'vot')).toBe('P9.Cp.Cd');
    expect(await claim(page, 'family_name')).toBe('Thornton');

    await beginAtPartner(page, product, 'P9');
    expect(await walkTo('partner', page, person, product)).toEqual([]);
  }, 480_000);
});
