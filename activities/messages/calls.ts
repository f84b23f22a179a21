import { escapeMarkup } from '../../domain/escape-markup.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import type { Outgoing, Sent, Transport } from './transport.js';

const TIMEOUT_MS = 12_000;
/** Calls are begun at a rate that the account has; the provider says nothing of when to come back. */
const BUSY_MS = 5_000;

export interface CallsOptions {
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** The number that calls come from, in E.164. */
  readonly from: string;
}

/** Errors of the provider that concern the number: not valid, not to be reached, not to be called from here. */
const unreachable: ReadonlySet<number> = new Set([21211, 21214, 21215, 21216, 21217]);

/**
 * Speaks messages on the phone, by the calls resource of Twilio's API (`POST …/Accounts/{account}/Calls.json`, 2010-04-01), which others offer
 * too: what is said goes along as TwiML, so that the provider asks nothing back. The provider cannot be asked for a message's key.
 */
export function callsTransport({ url, account, token, from }: CallsOptions): Transport {
  const address = `${url}/2010-04-01/Accounts/${account}/Calls.json`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  return {
    async send({ to, text, language }: Outgoing): Promise<Sent> {
      const body = new URLSearchParams({ To: to, From: from, Twiml: twiml(text, language) });
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => {
        throw outage('calls_down');
      });
      const answer = (await response.json().catch(() => ({}))) as { sid?: string; code?: number };
      if (response.status === 201) return { outcome: 'sent', ...(answer.sid ? { providerId: answer.sid } : {}) };
      if (response.status === 400) {
        if (unreachable.has(answer.code ?? 0)) return { outcome: 'bounced', failure: 'calls_number' };
        throw refusal('calls_refused');
      }
      if (response.status === 401 || response.status === 403) throw outage('calls_forbidden');
      if (response.status === 429) throw outage('calls_busy', BUSY_MS);
      throw outage('calls_down');
    },
  };
}

/** What is said, after a breath, since people speak first when they lift a receiver. */
function twiml(text: string, language: 'en' | 'cy'): string {
  return `<Response><Pause length="1"/><Say language="${language}-GB">${escapeMarkup(text)}</Say></Response>`;
}
