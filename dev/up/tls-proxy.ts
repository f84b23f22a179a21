import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Certificate } from './certificate.js';

/** Serves by HTTPS, on every address of this machine, what a server here serves by HTTP. Says whom each request comes from. */
export async function startTlsProxy(
  { key, cert }: Certificate,
  port: number,
  behindPort: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const pass = (req: IncomingMessage, res: ServerResponse) => {
    const { method, url: path, headers } = req;
    const passed = { ...headers, 'x-forwarded-for': req.socket.remoteAddress ?? '', 'x-forwarded-proto': 'https' };
    const behind = request({ host: 'localhost', port: behindPort, method, path, headers: passed }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(res);
    });
    behind.on('error', () => (res.headersSent ? res.destroy() : res.writeHead(502).end('Not there yet: try again.')));
    res.on('close', () => behind.destroy());
    req.pipe(behind);
  };
  const server = createServer({ key, cert }, pass).listen(port);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
