import type { Store } from '../../store/database.js';
import { type SendingDeps, type SendOutcome, sendOnce } from './send-once.js';

const byText = { channel: 'sms', template: 'sms-code' } as const;

/** The code of a sign-in: nothing personal, so that a workflow may know it. Times in ms since 1970. */
export type SignInCode = {
  accountId: string;
  challengeId: string;
  language: 'en' | 'cy';
  expiresAt: number;
  way?: 'voice';
};

/** Texts the code of a sign-in, or speaks it. The message is put into the store by its first sender, claimed as it is put: one write less each time. */
export function createSignInCodeActivities(deps: SendingDeps & { readonly store: Pick<Store, 'accounts'> }) {
  const { accounts, messages } = deps.store;
  return {
    /** Repeating it sends nothing again. @throws retryable failures for outages. */
    async sendSignInCode({ accountId, challengeId, language, expiresAt, way }: SignInCode): Promise<SendOutcome> {
      const account = await accounts.byId(accountId);
      if (!account) return { outcome: 'failed' };
      const key = `code-${challengeId}`;
      const { mobile, landline } = accounts.contacts(account);
      const to = way === 'voice' ? landline : mobile;
      if (!to) return { outcome: 'failed' };
      const by = way === 'voice' ? ({ channel: 'voice', template: 'voice-code' } as const) : byText;
      const what = { key, ...by, to, about: accountId, params: { challengeId } };
      const message = { ...what, language, expiresAt: new Date(expiresAt) };
      return sendOnce(deps, key, (...claim) => messages.putClaimed(message, ...claim));
    },
  };
}

export type SignInCodeActivities = ReturnType<typeof createSignInCodeActivities>;
