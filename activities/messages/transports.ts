import type { Config } from '../../platform/config.js';
import { notifyTransport } from './notify.js';
import { smtpTransport } from './smtp.js';
import type { Transport } from './transport.js';

export type Transports = Readonly<Record<'email' | 'sms', Transport>>;

/** The ways out that the settings choose. */
export function transports(config: Config<'worker'>): Transports {
  const { notifyUrl: url, notifyApiKey: apiKey, smtpUrl, mailFrom, notifyEmailTemplate, notifySmsTemplate } = config;
  return {
    email:
      config.mailTransport === 'smtp'
        ? smtpTransport({ url: smtpUrl ?? '', from: mailFrom ?? '' })
        : notifyTransport('email', { url, apiKey, template: notifyEmailTemplate ?? '' }),
    sms: notifyTransport('sms', { url, apiKey, template: notifySmsTemplate }),
  };
}
