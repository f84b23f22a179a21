import type { Store } from '../../store/database.js';
import { type SendingDeps, type SendOutcome, sendOnce } from './send-once.js';

/** The code of a sign-in: nothing personal, so that a workflow may know it. Times in ms since 1970. */
export type SignInCode = { accountId: string; challengeId: string; language: 'en' | 'cy'; expiresAt: number };

/** Texts the code of a sign-in. The message is put into the store by its first sender, claimed as it is put: one write less each time. */
export function createSignInCodeActivities(deps: SendingDeps & { readonly store: Pick<Store, 'accounts'> }) {
  const { accounts, messages } = deps.store;
  return {
    /** Repeating it sends nothing again. @throws retryable failures for outages. */
    async sendSignInCode({ accountId, challengeId, language, expiresAt }: SignInCode): Promise<SendOutcome> {
      const account = await accounts.byId(accountId);
      if (!account) return { outcome: 'failed' };
      const key = `code-${challengeId}`;
      const { mobile: to } = accounts.contacts(account);
      const what = { key, channel: 'sms', to, template: 'sms-code', params: { challengeId } } as const;
      const message = { ...what, language, expiresAt: new Date(expiresAt) };
      return sendOnce(deps, key, (...claim) => messages.putClaimed(message, ...claim));
    },
  };
}

export type SignInCodeActivities = ReturnType<typeof createSignInCodeActivities>;
