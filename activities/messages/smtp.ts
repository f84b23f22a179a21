import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { isLocalHost } from '../../platform/network/local-host.js';
import { outage } from '../../platform/temporal/activity-failure.js';
import type { Outgoing, Sent, Transport } from './transport.js';

/** A server that answers 4xx wants to be left alone for a while (RFC 5321, 4.5.4.1); a code cannot wait for long. */
const BUSY_MS = 20_000;

export interface SmtpOptions {
  /** `smtp://` (STARTTLS is required but on this very machine, or with `?ignoreTLS=true`) or `smtps://`. */
  readonly url: string;
  /** The sender, as `Name <address>`. */
  readonly from: string;
}

/** Sends email by SMTP, one connection for each. A message that is sent again carries the same Message-ID. */
export function smtpTransport({ url, from }: SmtpOptions): Transport {
  const { protocol, hostname, searchParams } = new URL(url);
  const plain = isLocalHost(hostname) || searchParams.get('ignoreTLS') === 'true';
  const mailer = createTransport({
    url,
    requireTLS: protocol === 'smtp:' && !plain,
    dnsTimeout: 5_000,
    connectionTimeout: 8_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ key, to, subject, text, html, file }: Outgoing): Promise<Sent> {
      try {
        await mailer.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          ...(file && { attachments: [{ filename: file.name, contentType: file.type, content: file.text }] }),
          messageId: messageId(key, from),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'sent' };
      } catch (error) {
        return refusedOrThrow(error as SmtpError);
      }
    },
  };
}

/** The same for the same message, and telling nothing of it. */
export function messageId(key: string, from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

type SmtpError = Error & { code?: string; responseCode?: number };

/** 5xx to the recipient or the message is final (RFC 5321, 4.2.1); anything else may pass: refused sign-in included. */
function refusedOrThrow({ code, responseCode = 0 }: SmtpError): Sent {
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (aboutMessage && responseCode >= 500) return { outcome: 'bounced', failure: `smtp_${responseCode}` };
  // Without a response the address itself was refused before it was sent.
  if (code === 'EENVELOPE' && responseCode === 0) return { outcome: 'bounced', failure: 'smtp_address' };
  if (responseCode >= 400 && responseCode < 500) throw outage('smtp_busy', BUSY_MS);
  throw outage('smtp_down');
}
