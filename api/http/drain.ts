import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Lets a server end without cutting anybody off. To be called before the first request.
 *
 * @returns what ends it: no connection is taken any more, each that is open is closed behind the answer that it waits for, so that whoever
 * keeps connections (a proxy does) sends the next request elsewhere; what is not answered after `patience` (in milliseconds) is cut off.
 */
export function drainable(server: Server): (patience: number) => Promise<void> {
  const underWay = new Set<ServerResponse>();
  let ending = false;
  const last = (res: ServerResponse) => {
    if (!res.headersSent) res.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_req: IncomingMessage, res: ServerResponse) => {
    underWay.add(res);
    res.once('close', () => underWay.delete(res));
    if (ending) last(res);
  });
  return async (patience) => {
    ending = true;
    for (const res of underWay) last(res);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), patience);
    await closed;
    clearTimeout(impatient);
  };
}
