import { SuretyError } from '../../platform/errors.js';
import type { Lookup } from '../../platform/keys/lookup.js';
import { counter } from '../../platform/metrics/metrics.js';
import { randomId } from '../../platform/random-id.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import type { Store } from '../../store/database.js';
import type { ClaimAnswer, ClaimedMessage, MessageStatus } from '../../store/messages/message.js';
import { withHeartbeat } from '../heartbeat.js';
import { type ReportStore, reportOf } from '../statistics/report.js';
import { renderCall, renderEmail, renderSms } from './render.js';
import type { Outgoing, Sent, Transport } from './transport.js';
import type { Transports } from './transports.js';

/** A sender holds on to its claim as long as it lives; this long after its last sign of life it is taken for dead. */
const LEASE_MS = 12_000;

const outcomes = counter('surety_messages_total', 'Messages to people, by what became of them', ['channel', 'outcome']);

// A rate begins with the second value: the first that came back is to be seen too.
for (const channel of ['email', 'sms', 'voice', 'letter']) {
  for (const outcome of ['sent', 'bounced', 'expired']) outcomes.inc({ channel, outcome }, 0);
}

export interface SendingDeps {
  readonly store: Pick<Store, 'messages'> & ReportStore;
  readonly lookup: Pick<Lookup, 'oneTimeCode' | 'lookup'>;
  readonly transports: Transports;
}

export type SendOutcome = { outcome: 'sent' | 'bounced' | 'failed' };

/**
 * Claims a message and sends it; one that was sent is not sent again. Where a sender died between the transport's acceptance and its
 * record, Notify is asked whether it has the message; SMTP cannot be asked, and there a second copy with the same Message-ID may go out.
 * Leases are of processes, not of journeys: the one place where the wall clock counts.
 *
 * @param claim tries to get hold of the message, under the claim's id.
 * @returns `bounced` where the recipient cannot be reached, `failed` where the key is unknown or it is too late.
 * @throws retryable failures for outages.
 */
export async function sendOnce(
  { store, lookup, transports }: SendingDeps,
  key: string,
  claim: (claimId: string, now: Date, leaseMs: number) => Promise<ClaimAnswer>,
): Promise<SendOutcome> {
  const { messages } = store;
  const claimId = randomId();
  const claimed = await claim(claimId, new Date(), LEASE_MS);
  if ('busyMs' in claimed) throw outage('message_busy', claimed.busyMs);
  if ('status' in claimed) return { outcome: outcomeOf(claimed.status) };
  if (claimed.expiresAt && claimed.expiresAt <= new Date()) {
    await messages.markExpired(key, claimId, new Date());
    outcomes.inc({ channel: claimed.channel, outcome: 'expired' });
    return { outcome: 'failed' };
  }
  const hold = () => messages.holdClaim(key, claimId, new Date(), LEASE_MS);
  const sent = await withHeartbeat(() => deliver(claimed, { store, lookup, transports }), hold).catch(
    async (error: unknown) => {
      await messages.markFailed(key, claimId, codeOf(error), new Date());
      throw error instanceof SuretyError ? refusal(error.code) : error;
    },
  );
  if (sent.outcome === 'sent') await messages.markSent(key, sent.providerId, new Date());
  else await messages.markBounced(key, sent.failure, new Date());
  outcomes.inc({ channel: claimed.channel, outcome: sent.outcome });
  return { outcome: sent.outcome };
}

async function deliver(message: ClaimedMessage, { store, transports, lookup }: SendingDeps): Promise<Sent> {
  const transport: Transport | undefined = transports[message.channel];
  if (!transport) throw refusal('channel_not_set_up');
  const known = message.again ? await transport.find?.(message.key) : undefined;
  if (known) return { outcome: 'sent', providerId: known };
  const { report } = message.params;
  const words = withWords(message, lookup);
  return transport.send(report ? { ...words, ...(await reportOf(store, report, words)) } : words);
}

function outcomeOf(status: Exclude<MessageStatus, 'put' | 'sending'> | 'unknown'): SendOutcome['outcome'] {
  if (status === 'bounced' || status === 'sent') return status;
  return 'failed';
}

function withWords(
  { key, channel, to, template, language, params }: ClaimedMessage,
  lookup: SendingDeps['lookup'],
): Outgoing {
  const { challengeId, url, secret, until, ticket, incident } = params;
  const values = {
    ...(url !== undefined && { url: secret ? `${url}.${lookup.lookup('token', secret)}` : url }),
    ...(challengeId !== undefined && { code: lookup.oneTimeCode(challengeId) }),
    ...(until !== undefined && { until: day(until, language) }),
    ...ticket,
    ...incident,
  };
  if (channel === 'sms') return { key, to, language, text: renderSms(template, language, values) };
  if (channel === 'voice') return { key, to, language, text: renderCall(template, language, values) };
  return { key, to, language, ...renderEmail(template, language, values) };
}

/** A day as people write it. */
const day = (until: string, language: 'en' | 'cy'): string =>
  new Intl.DateTimeFormat(`${language}-GB`, { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(until));

/** The stable code of a failure, for the row. */
function codeOf(error: unknown): string {
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown };
  return typeof type === 'string' ? type : typeof code === 'string' ? code : 'unexpected';
}
