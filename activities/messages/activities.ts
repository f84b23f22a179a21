import { type SendingDeps, type SendOutcome, sendOnce } from './send-once.js';

export type MessageDeps = SendingDeps;

/** Sends what lies in the store, each message once. */
export function createMessageActivities(deps: MessageDeps) {
  const { messages } = deps.store;
  return {
    /**
     * @returns `bounced` where the recipient cannot be reached, `failed` where the key is unknown or it is too late.
     * @throws retryable failures for outages.
     */
    sendMessage: ({ key }: { key: string }): Promise<SendOutcome> =>
      sendOnce(deps, key, (...claim) => messages.claimMessage(key, ...claim)),
  };
}

export type MessageActivities = ReturnType<typeof createMessageActivities>;
