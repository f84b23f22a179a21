import type { SecondWay } from '../../domain/accounts/sign-in-ways.js';
import { steps } from '../../domain/journey/steps.js';
import { provable } from '../../domain/levels/vectors.js';
import type { SignInContext } from './context.js';
import { type SecondContext, stepOf } from './second.js';

/** What the page of one second way says of the others, and whether it offers to remember this browser. */
export function otherWays(
  { base, interaction }: SignInContext,
  { offered, mayRemember }: SecondContext,
  shown: SecondWay | 'approval',
) {
  const own = offered.map((way) => ({ way, href: `${base}/${steps[stepOf[way]].page}` }));
  const approval = provable(interaction.vectors, ['pwd', 'approval']).length > 0;
  const all = [...own, ...(approval ? [{ way: 'approval' as const, href: `${base}/approval` }] : [])];
  const lost = { way: 'lost' as const, href: `${base}/recover` };
  return { others: [...all.filter(({ way }) => way !== shown), lost], mayRemember };
}

/** Whether the form asks for this browser to be remembered, where it may be. */
export function wantsRemembering({ req }: SignInContext, { mayRemember }: SecondContext): boolean {
  return mayRemember && req.body?.remember === 'yes';
}
