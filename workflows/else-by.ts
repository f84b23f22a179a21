import type { ActivityInterfaceFor, UntypedActivities } from '@temporalio/workflow';
import { mayTryAgain } from './try-again.js';

/** The same activities in two ways: in the second one where the first has given up on something that may be tried again. */
export function elseBy<A extends UntypedActivities>(
  first: UntypedActivities,
  second: UntypedActivities,
): ActivityInterfaceFor<A> {
  return new Proxy({} as ActivityInterfaceFor<A>, {
    get:
      (_, name: string) =>
      async (...args: unknown[]): Promise<unknown> => {
        try {
          return await first[name]?.(...args);
        } catch (error) {
          if (!mayTryAgain(error)) throw error;
          return await second[name]?.(...args);
        }
      },
  });
}
