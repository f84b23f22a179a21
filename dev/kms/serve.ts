import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type KmsReply = { status: number; body: object | null };
export type SimulatedKms = {
  url: string;
  /** Answers that are given before any other, one for each request. */
  faults: KmsReply[];
  /** What was asked: the last part of the path, or the action. */
  asked: string[];
  close: () => Promise<void>;
};

/** Listens on a free port and answers as `reply` says. */
export async function serveKms(
  name: (req: IncomingMessage) => string,
  reply: (req: IncomingMessage, body: string) => KmsReply,
): Promise<SimulatedKms> {
  const faults: KmsReply[] = [];
  const asked: string[] = [];
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    asked.push(name(req));
    const { status, body } = faults.shift() ?? reply(req, Buffer.concat(parts).toString());
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
