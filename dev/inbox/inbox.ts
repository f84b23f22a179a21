import { randomUUID } from 'node:crypto';

/** A message that somebody would have received. */
export interface Message {
  readonly id: string;
  readonly kind: 'email' | 'sms' | 'letter' | 'call';
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** What came with a mail. */
  readonly files?: readonly { readonly name: string; readonly type: string; readonly text: string }[];
  /** The Message-ID of a mail, the reference of a text message: equal in copies of the same message. */
  readonly reference?: string;
  readonly receivedAt: string;
}

/** The messages that were last kept; older ones are forgotten. */
const most = 2_000;

/** All mail, text messages, letters and calls, newest first. In memory: it is gone when the server ends. */
export class Inbox {
  #messages: Message[] = [];

  add(message: Omit<Message, 'id' | 'receivedAt'>): Message {
    const kept = { ...message, id: randomUUID(), receivedAt: new Date().toISOString() };
    this.#messages.unshift(kept);
    this.#messages.length = Math.min(this.#messages.length, most);
    return kept;
  }

  /** @param to an address or a number, in any case, its spaces left out; without it, all */
  list(to?: string): readonly Message[] {
    const wanted = to && comparable(to);
    return this.#messages.filter((message) => !wanted || comparable(message.to) === wanted);
  }

  byId(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  clear(to?: string): void {
    const gone = new Set(this.list(to));
    this.#messages = this.#messages.filter((message) => !gone.has(message));
  }
}

const comparable = (address: string) => address.replace(/\s/g, '').toLowerCase();
