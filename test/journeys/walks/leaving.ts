import { expect } from '@jest/globals';
import { type Exit, steps } from '../../../domain/journey/steps.js';
import type { Person } from '../../support/people/person.js';
import { visitTo } from '../../support/people/visit.js';
import { exitsOf, headingOf, Visitor } from '../../support/people/visitor.js';
import { product, screen } from './place.js';

/** What somebody may be asked before they are known again; nothing that they have answered already. */
const signingIn = ['email', 'password', 'email-code', 'resume-password', 'sms-code'];
/** The page with which a step begins again: its guide; or, for a code, the number given before, shown again. */
const firstPages: Record<string, string> = {
  'mobile-code': 'mobile',
  'document-photo': 'document',
  'face-scan': 'face',
};

/** What the partner is told of each exit of somebody who is not done. */
export const toldOf: Record<Exit, string> = {
  cancel: 'access_denied: user_cancelled',
  'continue-later': 'access_denied: verification_pending',
  return: 'access_denied: verification_pending',
};

/** Comes from the partner, by the button that asks for a level. */
export async function begin(level: string, visitor = new Visitor(product)): Promise<Visitor> {
  await visitor.open(`${product.devUrl}/login?level=${level}`);
  return visitor;
}

/** The address that leads to wherever the person is now. */
export const journeyOf = ({ page }: Visitor) => page.url.href.split('/').slice(0, 5).join('/');

export const known = (person: Person): Person => ({ ...person, known: true });

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
export async function leaveAndReturn(visitor: Visitor, person: Person, exit: Exit, level: string): Promise<void> {
  const { name, html } = visitor.page;
  expect([name, exit, await screen.leave(visitor, exit)]).toEqual([name, exit, toldOf[exit]]);
  await begin(level, visitor);
  const walked = await visitTo(name, visitor, person);
  const again = [...signingIn, firstPages[name]];
  expect([name, walked.filter((page) => !again.includes(page))]).toEqual([name, []]);
  expect(headingOf(visitor.page)).toBe(headingOf({ ...visitor.page, html }));
}

/** Leaves by both ways of a page that waits for the person, and comes back to it each time. */
export async function leaveBothWays(visitor: Visitor, person: Person, level: string): Promise<void> {
  expect([visitor.page.name, offered(visitor)]).toEqual([visitor.page.name, ['continue-later', 'cancel']]);
  await leaveAndReturn(visitor, person, 'cancel', level);
  await leaveAndReturn(visitor, person, 'continue-later', level);
}

/** Walks to a page, and at each page on the way leaves by some exits and comes back. */
export const crawl = (
  until: string,
  visitor: Visitor,
  person: Person,
  by: Exit[],
  level: string,
  seen: (name: string, html: string) => void = () => {},
): Promise<string[]> =>
  visitTo(until, visitor, person, async (name) => {
    seen(name, visitor.page.html);
    if (name === 'checking') return;
    const exits = offered(visitor);
    expect([name, exits.length > 0]).toEqual([name, true]);
    if (tabled(name)) expect([name, [...exits].sort()]).toEqual([name, [...(tabled(name) ?? [])].sort()]);
    for (const exit of by) if (exits.includes(exit)) await leaveAndReturn(visitor, person, exit, level);
  });
