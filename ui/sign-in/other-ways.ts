import type { SecondWay } from '../../domain/sign-in-ways.js';
import { steps } from '../../domain/steps.js';
import type { SignInContext } from './context.js';
import { type SecondContext, stepOf } from './second.js';

/** What the page of one second way says of the others, and whether it offers to remember this browser. */
export function otherWays({ base }: SignInContext, { offered, mayRemember }: SecondContext, shown: SecondWay) {
  const others = offered
    .filter((way) => way !== shown)
    .map((way) => ({ way, href: `${base}/${steps[stepOf[way]].page}` }));
  return { others, mayRemember };
}

/** Whether the form asks for this browser to be remembered, where it may be. */
export function wantsRemembering({ req }: SignInContext, { mayRemember }: SecondContext): boolean {
  return mayRemember && req.body?.remember === 'yes';
}
