import { ownClient } from '../../domain/partners/own-client.js';
import type { LiveInteraction } from '../ports.js';

/** Whose step-up this is: somebody signed in proves anew who they are, to change their account (ui/account/step-up.ts), as nobody else. */
export function stepUpOf({ partnerId, anew, accountId }: LiveInteraction): string | undefined {
  return partnerId === ownClient && anew ? accountId : undefined;
}
