import { expect } from '@jest/globals';
import { type Exit, steps } from '../../domain/steps.js';
import type { Person } from './person.js';
import { visitTo } from './visit.js';
import { exitsOf, headingOf, type Visitor } from './visitor.js';

/** What somebody may be asked before they are known again; nothing that they have answered already. */
const signingIn = ['email', 'password', 'email-code', 'resume-password', 'sms-code'];
/** The page with which a step begins again: its guide; or, for a code, the number given before, shown again. */
const firstPages: Record<string, string> = {
  'mobile-code': 'mobile',
  'nhs-number-known': 'details',
  'document-photo': 'document',
  'face-scan': 'face',
};
/** The button of each exit, as a visitor presses it. */
export const pressed: Record<Exit, 'leave' | 'cancel' | 'return'> = {
  'continue-later': 'leave',
  cancel: 'cancel',
  return: 'return',
};
/** What was seen to lead back, by page and exit. */
export const seen = new Set<string>();

/** What the demo partner was told, as its page shows it. */
export const wireOf = ({ page }: Visitor) => page.html.match(/<pre id="wire">([^<]*)/)?.[1];

/** The address that leads to wherever the person is now. */
export const journeyOf = ({ page }: Visitor) => page.url.href.split('/').slice(0, 5).join('/');

/** The exits that the page offers. */
export function offered({ page }: Visitor): Exit[] {
  const exits = exitsOf(page);
  const links = exits.includes('<a ') ? (['return'] as const) : [];
  const buttons = (['continue-later', 'cancel'] as const).filter((exit) => exits.includes(`data-exit="${exit}"`));
  return [...links, ...buttons];
}

/** Exits that the table of steps has for a page; a page within a step has those of its step. */
function tabled(name: string): readonly Exit[] | undefined {
  const rows = Object.values(steps).filter(({ page }) => page === name);
  return rows.length > 0 ? rows[0]?.exits : undefined;
}

/** Leaves by one exit, sees what the partner is told, and comes back by its button to the same page. */
export async function leaveAndReturn(
  visitor: Visitor,
  person: Person,
  exit: Exit,
  told: string,
  level: string,
): Promise<void> {
  const { name, html } = visitor.page;
  await visitor.leave(pressed[exit]);
  expect([name, exit, wireOf(visitor)]).toEqual([name, exit, told]);
  seen.add(`${name} ${exit}`);
  await visitor.open(`${visitor.product.devUrl}/login?level=${level}`);
  const walked = await visitTo(name, visitor, person);
  const again = [...signingIn, firstPages[name]];
  expect([name, walked.filter((page) => !again.includes(page))]).toEqual([name, []]);
  expect(headingOf(visitor.page)).toBe(headingOf({ ...visitor.page, html }));
}

/** What the partner is told of each exit of somebody who is not done. */
export const toldOf: Record<Exit, string> = {
  cancel: 'access_denied: user_cancelled',
  'continue-later': 'access_denied: verification_pending',
  return: 'access_denied: verification_pending',
};

/** Walks to a page, and at each page on the way leaves by an exit and comes back. */
export const crawl = (until: string, visitor: Visitor, person: Person, exit: Exit, level: string): Promise<string[]> =>
  visitTo(until, visitor, person, async (name) => {
    if (name === 'checking') return;
    const exits = offered(visitor);
    expect([name, exits.length > 0]).toEqual([name, true]);
    if (tabled(name)) expect([name, [...exits].sort()]).toEqual([name, [...(tabled(name) ?? [])].sort()]);
    if (exits.includes(exit)) await leaveAndReturn(visitor, person, exit, toldOf[exit], level);
  });
