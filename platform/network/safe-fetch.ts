import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SuretyError } from '../errors.js';
import { isLocalHost } from './local-host.js';
import { inNetworks, isPublicAddress, type Network } from './target-networks.js';

/** Why a target was not asked, or gave no answer that counts. */
export type TargetProblem =
  | 'target_not_valid'
  | 'target_not_https'
  | 'target_private'
  | 'target_not_found'
  | 'target_unreachable'
  | 'target_timeout'
  | 'answer_too_large';

/** A partner's server could not be asked. The code tells nothing that a partner may not know of its own address. */
export class TargetError extends SuretyError {
  constructor(
    readonly problem: TargetProblem,
    cause?: unknown,
  ) {
    super(problem, 502, 'The partner’s server could not be asked.', { cause });
  }

  /** Whether the address itself is at fault: asking again helps only once somebody changed it. */
  get final(): boolean {
    return ['target_not_valid', 'target_not_https', 'target_private'].includes(this.problem);
  }
}

export interface SafeRequest {
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface SafeFetchOptions {
  /** Networks that are not public and in which targets may lie all the same; by name of localhost without TLS. */
  privateTargets?: readonly Network[] | undefined;
  /** For all of it: name, connection, answer. */
  timeoutMs?: number;
  /** The longest answer taken, in bytes. */
  maxBytes?: number;
  resolve?: (host: string) => Promise<readonly Address[]>;
}

type Address = { address: string; family: number };

export type SafeFetch = (url: string | URL, request?: SafeRequest) => Promise<Response>;

const resolveAll = (host: string): Promise<Address[]> => lookup(host, { all: true, verbatim: true });

/**
 * Makes a `fetch` for addresses that strangers chose (webhooks, logout, key sets), which must not reach what only this machine can reach
 * (OWASP: server-side request forgery). https only; the name is resolved once, every address it has must be public, and the connection
 * goes to what was checked, so that a name that changes its mind gains nothing. No redirects are followed (3xx is the answer), nothing is
 * kept open or decompressed, answers are short.
 *
 * @returns a function that answers with a whole Response, whatever its status. @throws TargetError
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { privateTargets = [], timeoutMs = 10_000, maxBytes = 64 * 1024, resolve = resolveAll } = options;

  return async (target, { method = 'GET', headers = {}, body } = {}) => {
    const url = urlOf(target);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const signal = AbortSignal.timeout(timeoutMs);
    const addresses = await orTimeout(resolve(host), signal).catch((error) => {
      throw new TargetError(signal.aborted ? 'target_timeout' : 'target_not_found', error);
    });
    check(url, addresses);

    const pinned: LookupFunction = (_host, { all }, callback) => {
      const [first] = addresses;
      if (all) callback(null, [...addresses]);
      else callback(null, first?.address ?? '', first?.family);
    };
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise<Response>((done, fail) => {
      const failed = (error: unknown) =>
        fail(
          error instanceof TargetError
            ? error
            : new TargetError(signal.aborted ? 'target_timeout' : 'target_unreachable', error),
        );
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const request = send(url, {
        method,
        headers: { 'user-agent': 'Surety', 'accept-encoding': 'identity', ...headers, ...length },
        agent: false,
        lookup: pinned,
        signal,
      });
      request.on('error', failed);
      request.on('response', (answer) => readAnswer(answer, maxBytes).then(done, failed));
      request.end(body);
    });
  };

  function check({ protocol, hostname }: URL, addresses: readonly Address[]): void {
    const allowed = (address: string) => inNetworks(address, privateTargets);
    const localHttp = isLocalHost(hostname) && addresses.every(({ address }) => allowed(address));
    if (protocol !== 'https:' && !localHttp) throw new TargetError('target_not_https');
    if (addresses.length === 0) throw new TargetError('target_not_found');
    if (addresses.some(({ address }) => !isPublicAddress(address) && !allowed(address))) {
      throw new TargetError('target_private');
    }
  }
}

function urlOf(target: string | URL): URL {
  if (!URL.canParse(String(target))) throw new TargetError('target_not_valid');
  const url = new URL(target);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw new TargetError('target_not_valid');
  return url;
}

function orTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    work.then(done, fail);
  });
}

async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new TargetError('answer_too_large');
    chunks.push(chunk);
  }
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  const bodyless = [204, 205, 304].includes(status);
  return new Response(bodyless ? null : Buffer.concat(chunks), { status, headers });
}
