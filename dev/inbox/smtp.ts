import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attachment, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Fault, Faults } from '../faults/faults.js';
import type { Inbox } from './inbox.js';

/** Recipients at this domain do not exist: their mail is refused with 550, as by a server that knows its mailboxes. */
export const bouncing = 'bounce.example';

/**
 * A real SMTP server that delivers into the inbox, and fails as it is told to.
 * @param port 0 takes any free one
 */
export async function startSmtp(inbox: Inbox, faults: Faults, port: number, host = '127.0.0.1') {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (address.toLowerCase().endsWith(`@${bouncing}`)) return done(smtpError(550, 'No such mailbox here'));
      done();
    },
    async onData(stream, session, done) {
      // A sender that was killed in mid-sentence has sent nothing.
      const mail = await simpleParser(stream).catch(() => undefined);
      if (!mail) return done(smtpError(451, 'The message ended early'));
      const fault = faults.take('smtp');
      if (fault?.delayMs) await sleep(fault.delayMs);
      if (fault?.timeout) return;
      if (fault?.status) return done(smtpError(fault.status, 'Told to fail'));
      for (const { address } of session.envelope.rcptTo)
        inbox.add({
          kind: 'email',
          to: address,
          subject: mail.subject,
          text: mail.text ?? '',
          html: mail.html || undefined,
          files: mail.attachments.map(fileOf),
          reference: mail.messageId,
        });
      answer(fault, done, session.id);
    },
  });
  server.on('error', () => {
    // A client that goes away in mid-sentence is none of our business.
  });

  /** After a dropped answer the client cannot know that its mail has arrived. */
  function answer(fault: Fault | undefined, done: () => void, sessionId: string) {
    if (!fault?.drop) return done();
    for (const connection of connections(server)) if (connection.id === sessionId) connection._socket.destroy();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    close: async () => {
      for (const connection of connections(server)) connection._socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

const fileOf = ({ filename = '', contentType, content }: Attachment) => ({
  ...{ name: filename, type: contentType, text: content.toString() },
});

const smtpError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** The package has no public way to cut a connection. */
const connections = (server: SMTPServer) => [
  ...(server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }).connections,
];
