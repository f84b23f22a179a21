import { outage, refusal } from '../../platform/activity-failure.js';
import { SuretyError } from '../../platform/errors.js';
import type { Lookup } from '../../platform/lookup.js';
import { counter } from '../../platform/metrics.js';
import { randomId } from '../../platform/random-id.js';
import type { Store } from '../../store/database.js';
import type { ClaimedMessage } from '../../store/messages.js';
import { withHeartbeat } from '../heartbeat.js';
import { renderEmail, renderSms } from './render.js';
import type { Outgoing, Sent, Transport } from './transport.js';
import type { Transports } from './transports.js';

/** A sender holds on to its claim as long as it lives; this long after its last sign of life it is taken for dead. */
const LEASE_MS = 12_000;

const outcomes = counter('surety_messages_total', 'Messages to people, by what became of them', ['channel', 'outcome']);

export interface MessageDeps {
  readonly store: Pick<Store, 'messages'>;
  readonly lookup: Pick<Lookup, 'oneTimeCode'>;
  readonly transports: Transports;
}

/**
 * Sends what lies in the store, each message once: it is claimed first, and one that was sent is not sent again. Where
 * a sender died between the transport's acceptance and its record, Notify is asked whether it has the message; SMTP
 * cannot be asked, and there a second copy with the same Message-ID may go out.
 */
export function createMessageActivities({ store, lookup, transports }: MessageDeps) {
  async function deliver(message: ClaimedMessage): Promise<Sent> {
    const transport: Transport = transports[message.channel];
    const known = message.again ? await transport.find?.(message.key) : undefined;
    return known ? { outcome: 'sent', providerId: known } : await transport.send(withWords(message, lookup));
  }

  return {
    /**
     * Leases are of processes, not of journeys: the one place where the wall clock counts.
     *
     * @returns `bounced` where the recipient cannot be reached, `failed` where the key is unknown or it is too late.
     * @throws retryable failures for outages.
     */
    async sendMessage({ key }: { key: string }): Promise<{ outcome: 'sent' | 'bounced' | 'failed' }> {
      const claimId = randomId();
      const claimed = await store.messages.claimMessage(key, claimId, new Date(), LEASE_MS);
      if ('busyMs' in claimed) throw outage('message_busy', claimed.busyMs);
      if ('status' in claimed) return { outcome: outcomeOf(claimed.status) };
      if (claimed.expiresAt && claimed.expiresAt <= new Date()) {
        await store.messages.markExpired(key, claimId, new Date());
        outcomes.inc({ channel: claimed.channel, outcome: 'expired' });
        return { outcome: 'failed' };
      }
      const hold = () => store.messages.holdClaim(key, claimId, new Date(), LEASE_MS);
      const sent = await withHeartbeat(() => deliver(claimed), hold).catch(async (error: unknown) => {
        await store.messages.markFailed(key, claimId, codeOf(error), new Date());
        throw error instanceof SuretyError ? refusal(error.code) : error;
      });
      if (sent.outcome === 'sent') await store.messages.markSent(key, sent.providerId, new Date());
      else await store.messages.markBounced(key, sent.failure, new Date());
      outcomes.inc({ channel: claimed.channel, outcome: sent.outcome });
      return { outcome: sent.outcome };
    },
  };
}

export type MessageActivities = ReturnType<typeof createMessageActivities>;

function outcomeOf(status: 'sent' | 'delivered' | 'bounced' | 'expired' | 'unknown'): 'sent' | 'bounced' | 'failed' {
  if (status === 'bounced') return 'bounced';
  return status === 'sent' || status === 'delivered' ? 'sent' : 'failed';
}

function withWords(
  { key, channel, to, template, language, params }: ClaimedMessage,
  lookup: MessageDeps['lookup'],
): Outgoing {
  const { challengeId, url } = params;
  const values = {
    ...(url !== undefined && { url }),
    ...(challengeId !== undefined && { code: lookup.oneTimeCode(challengeId) }),
  };
  if (channel === 'sms') return { key, to, text: renderSms(template, language, values) };
  return { key, to, ...renderEmail(template, language, values) };
}

/** The stable code of a failure, for the row. */
function codeOf(error: unknown): string {
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown };
  return typeof type === 'string' ? type : typeof code === 'string' ? code : 'unexpected';
}
