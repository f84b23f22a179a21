import type { StaffRole } from '../../../domain/casework/staff-roles.js';
import { examplePerson, raise } from '../apps/provider-app.js';
import type { UiApp } from '../apps/ui-app.js';
import type { CookieBrowser } from './cookie-browser.js';

export type SignedInPerson = { id: string; email: string; browser: CookieBrowser };

/** Somebody who has just signed in, by password and code, to their account. */
export async function signedInPerson(at: UiApp, name: string, level: 'P5' | 'P9'): Promise<SignedInPerson> {
  const { id, email } = await at.account();
  await raise(at.store, id, level, { ...examplePerson, givenNames: [name] });
  const browser = at.browser();
  await at.putSession(browser, id);
  return { id, email, browser };
}

/** A caseworker at the desk for those who act for others: opens a page below it, or opens one and posts one of its forms (`<page>?<form>`). */
export async function deskOf(at: UiApp, name: string, roles: StaffRole[] = ['checker']) {
  const now = new Date();
  const checkerId = await at.store.staff.signedIn({ issuer: 'x', subject: name, name, roles }, now);
  const token = await at.store.staffSessions.begin({ checkerId, name, roles, authAt: now }, now);
  const browser = at.browser();
  browser.plant(`surety_staff=${token}; Path=/casework`);
  return async (path: string, fields?: Record<string, string>) => {
    const shown = await browser.request(`/casework/delegations/${path}`);
    if (!fields) return shown;
    const csrf = /name="csrf" value="([^"]*)"/.exec(await shown.text())?.[1] ?? '';
    const [id, what = ''] = path.split('?');
    const post = { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) };
    return browser.request(`/casework/delegations/${id}/${what}`, post);
  };
}
