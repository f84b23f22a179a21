/** A message with its words, ready to go. */
export interface Outgoing {
  /** Tells it from all others: becomes the Message-ID, or Notify's reference. */
  readonly key: string;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly language: 'en' | 'cy';
  /** A file to go with an email, where the way out takes files: SMTP does, Notify does not, and there the words are all. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string };
}

/** `sent`: taken for delivery. `bounced`: this recipient cannot be reached, for the reason of a stable code. */
export type Sent = { outcome: 'sent'; providerId?: string } | { outcome: 'bounced'; failure: string };

/** A way out for messages. Outages are thrown as retryable failures, so that the message goes out when they end. */
export interface Transport {
  send(message: Outgoing): Promise<Sent>;
  /** The provider's id of a message that it has already; only where the provider can be asked. */
  find?(key: string): Promise<string | undefined>;
}
