import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes; a webhook or a logout token is a few kilobytes. */
const largestBody = 262_144;

type Parsed = IncomingMessage & { originalUrl?: string; body?: unknown };

/**
 * Node's request as fetch's. The host is left out of account: the handlers know their own addresses.
 * @param withBody reads the body, which can be read only once
 */
export async function requestFrom(req: Parsed, withBody = true): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const address = new URL((req.originalUrl ?? req.url ?? '/').replace(/^\/+/, '/'), 'http://partner.invalid');
  const method = req.method ?? 'GET';
  const bare = method === 'GET' || method === 'HEAD';
  const body = bare || !withBody ? undefined : await bodyOf(req);
  return new Request(address, { method, headers, ...(body && { body }) });
}

async function bodyOf(req: Parsed): Promise<Uint8Array<ArrayBuffer> | string> {
  if (req.readableEnded) return parsedBody(req);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > largestBody) throw Object.assign(new Error('body too large'), { status: 413, statusCode: 413 });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A parser was here before us. A form can be put together again, the bytes of a webhook cannot. */
function parsedBody({ body, headers }: Parsed): Uint8Array<ArrayBuffer> | string {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (typeof body === 'string') return body;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return new URLSearchParams((body ?? {}) as Record<string, string>).toString();
  }
  throw new Error('Put suretyMiddleware before parsers of bodies.');
}

/** Sends fetch's answer as Node's. */
export async function answerTo(res: ServerResponse, answer: Response): Promise<void> {
  res.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0)
    res.setHeader('Set-Cookie', [...[res.getHeader('Set-Cookie') ?? []].flat().map(String), ...cookies]);
  res.end(Buffer.from(await answer.arrayBuffer()));
}
