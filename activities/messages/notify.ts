import type { NotifyClient } from 'notifications-node-client';
import { minute } from '../../domain/clock.js';
import { outage, refusal } from '../../platform/temporal/activity-failure.js';
import type { Outgoing, Sent, Transport } from './transport.js';

/** The limit is counted by the minute. */
const RATE_LIMIT_MS = 15_000;
/** The day's allowance is used up: only an operator or midnight helps. */
const DAY_LIMIT_MS = 10 * minute;

export interface NotifyOptions {
  readonly url: string;
  readonly apiKey: string;
  /** Our words go into one template for each channel, whose content is `((subject))` and `((body))`, or `((body))`. */
  readonly template: string;
}

type Kind = 'email' | 'sms' | 'letter';

/** Sends email, text messages or letters by GOV.UK Notify. The message's key is Notify's reference. */
export function notifyTransport(kind: Kind, { url, apiKey, template }: NotifyOptions): Transport {
  let opened: Promise<NotifyClient> | undefined;
  const client = () => {
    opened ??= import('./open-notify.js').then(({ openNotify }) => openNotify(url, apiKey));
    return opened;
  };
  return {
    async send({ key, to, subject, text }: Outgoing): Promise<Sent> {
      const notify = await client();
      try {
        const reference = key;
        const words = { subject: subject ?? '', body: text };
        const response =
          kind === 'email'
            ? await notify.sendEmail(template, to, { personalisation: words, reference })
            : kind === 'letter'
              ? await notify.sendLetter(template, { personalisation: { ...addressLines(to), ...words }, reference })
              : await notify.sendSms(template, to, { personalisation: { body: text }, reference });
        return { outcome: 'sent', providerId: response.data.id };
      } catch (error) {
        return refusedOrThrow(error as NotifyError);
      }
    },

    async find(key: string): Promise<string | undefined> {
      const notify = await client();
      try {
        const response = await notify.getNotifications(undefined, undefined, key);
        return response.data.notifications.find(({ reference }) => reference === key)?.id;
      } catch (error) {
        refusedOrThrow(error as NotifyError);
        throw outage('notify_down');
      }
    },
  };
}

/** `address_line_1` to `address_line_7`, the last of which is the postcode. */
const addressLines = (to: string): Record<string, string> =>
  Object.fromEntries(to.split('\n').map((line, index) => [`address_line_${index + 1}`, line]));

interface NotifyError {
  response?: { status: number; data?: { errors?: { error?: string; message?: string }[] } };
}

/** Notify's errors, from its documentation: 400 is final, 403 is our clock or key, 429 a limit, 5xx an outage. */
function refusedOrThrow({ response }: NotifyError): Sent {
  const { error = '', message = '' } = response?.data?.errors?.[0] ?? {};
  if (response?.status === 400) {
    if (error === 'ValidationError' && /^(phone_number|email_address)\b|\baddress\b/i.test(message)) {
      return { outcome: 'bounced', failure: 'notify_address' };
    }
    throw refusal('notify_refused');
  }
  if (response?.status === 403) throw outage('notify_forbidden');
  if (response?.status === 429) {
    throw outage('notify_busy', error === 'TooManyRequestsError' ? DAY_LIMIT_MS : RATE_LIMIT_MS);
  }
  throw outage('notify_down');
}
