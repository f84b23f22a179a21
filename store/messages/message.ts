export type Channel = 'email' | 'sms' | 'voice' | 'letter';

/**
 * What a template is filled with: never a code or secret itself, only what it is made from.
 * `secret` names the secret that is put after the `url`.
 * `until` is a moment (ISO 8601) of which the day is told.
 */
export type MessageParams = {
  challengeId?: string;
  url?: string;
  secret?: string;
  until?: string;
  /** What somebody wrote to us about, by its number, and what staff answer. */
  ticket?: { number: string; answer?: string };
  /** Of a monthly report: whose statistics, and the month as `2026-11`. */
  report?: { partner: string; month: string };
  /** Of an incident: codes and figures. */
  incident?: { step: string; reason: string; size: string; followed: string };
};

/** A message to be sent once. `key` tells it from all others and holds nothing personal: `code-<challenge id>`. */
export type NewMessage = {
  key: string;
  channel: Channel;
  /** An email address, a number in E.164, or the lines of a letter's address. */
  to: string;
  template: string;
  params: MessageParams;
  language: 'en' | 'cy';
  /**
   * The account that it is about, or the registration where there is none yet. Needed wherever several people may have the contact: all
   * but an email address, which is one account's.
   */
  about?: string;
  /** After this it is not worth sending. */
  expiresAt?: Date;
  /** No workflow stands behind it: where the process that put it was killed, another one sees to its sending (`left`). */
  unattended?: true;
};

/**
 * `put` waits, `sending` is claimed by a sender until its lease ends, `sent` was accepted for delivery, `bounced` could not be delivered,
 * `expired` was not sent in time.
 */
export type MessageStatus = 'put' | 'sending' | 'sent' | 'bounced' | 'expired';

export type MessageRow = {
  _id: string;
  channel: Channel;
  template: string;
  language: 'en' | 'cy';
  /** Recipient and parameters. */
  sealed: Uint8Array;
  /** Keyed hash of the recipient. */
  recipient: string;
  /** Keyed hash of what it is about: telephones and homes are shared. */
  about?: string;
  status: MessageStatus;
  /** How many times a sender has claimed it. */
  claims: number;
  claim?: { id: string; until: Date };
  /** Stable code of why the last attempt failed, or why it bounced. */
  failure?: string;
  /** The transport's own id. */
  providerId?: string;
  expiresAt?: Date;
  unattended?: true;
  updatedAt: Date;
  erasedAt: Date;
};

/** What one sender holds until its lease ends. `again`: it was claimed before, so the transport may have it already. */
export type ClaimedMessage = NewMessage & { again: boolean };

/** A message got hold of, or how it stands for all the others; `busyMs` until another's lease ends. */
export type ClaimAnswer =
  | ClaimedMessage
  | { status: Exclude<MessageStatus, 'put' | 'sending'> | 'unknown' }
  | { busyMs: number };

/** Whose messages: those about their account or its registration, and those to their contacts. */
export type MessagesOf = {
  account: { _id: string; registrationId: string };
  contacts: readonly { channel: Channel; to: string }[];
};
