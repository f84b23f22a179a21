import type { Config } from '../../platform/settings/config.js';
import type { Channel } from '../../store/messages/message.js';
import { callsTransport } from './calls.js';
import { notifyTransport } from './notify.js';
import { smtpTransport } from './smtp.js';
import type { Transport } from './transport.js';

/** Letters and calls are sent where they are set up. */
export type Transports = Readonly<
  Record<'email' | 'sms', Transport> & Partial<Record<Exclude<Channel, 'email' | 'sms'>, Transport>>
>;

/** The ways out that the settings choose. */
export function transports(config: Config<'worker'>): Transports {
  const { notifyUrl: url, notifyApiKey: apiKey, smtpUrl, mailFrom, notifyEmailTemplate, notifySmsTemplate } = config;
  return {
    email:
      config.mailTransport === 'smtp'
        ? smtpTransport({ url: smtpUrl ?? '', from: mailFrom ?? '' })
        : notifyTransport('email', { url, apiKey, template: notifyEmailTemplate ?? '' }),
    sms: notifyTransport('sms', { url, apiKey, template: notifySmsTemplate }),
    ...(config.notifyLetterTemplate && {
      letter: notifyTransport('letter', { url, apiKey, template: config.notifyLetterTemplate }),
    }),
    ...(config.voiceTransport && {
      voice: callsTransport({
        url: config.voiceUrl,
        account: config.voiceAccount ?? '',
        token: config.voiceToken ?? '',
        from: config.voiceFrom ?? '',
      }),
    }),
  };
}
