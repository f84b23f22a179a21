import { tellingOfWays } from '../account/ways/tell.js';
import type { UiDeps } from '../deps.js';
import type { Limits } from '../http/limits.js';
import type { SecondContext } from './second.js';

/** A wrong second proof counts. When guessing begins to cost waits, all contacts are told, once: whoever guesses there has the password. */
export async function secondWrong(
  deps: UiDeps,
  limits: Limits,
  { account, device }: Pick<SecondContext, 'account' | 'device'>,
): Promise<void> {
  if (!(await limits.secondWrong(account._id, device))) return;
  await tellingOfWays(deps, account, 'second-guessed', async () => true);
}
