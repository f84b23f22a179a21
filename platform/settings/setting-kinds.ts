import { createPrivateKey } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import { isLocalHost } from '../network/local-host.js';
import { parseNetworks } from '../network/target-networks.js';
import { sandboxKey } from './key-environment.js';

const MIN_RSA_BITS = 2048;

/** A setting read by `parse`, which answers undefined for what it cannot take; `expected` then says what is wanted. */
function kind<T>(expected: string, parse: (value: string) => T | undefined) {
  return z.string({ error: expected }).transform((value, context): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

export const text = (expected: string) => z.string({ error: expected }).min(1, { error: expected });

export const secret = (expected: string, minimum = 1) =>
  z.string({ error: expected }).min(minimum, { error: expected });

export const choice = <const T extends [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

/** `true` or `false`; absent means false. */
export const flag = () => z.enum(['true', 'false'], { error: 'true or false' }).default('false').transform(isTrue);
const isTrue = (value: string): boolean => value === 'true';

export const port = (fallback: number) =>
  kind('a port, 0 to 65535', (value) => {
    const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
    return number <= 65535 ? number : undefined;
  }).default(fallback);

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number, expected: string) =>
  kind(expected, (value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  });

/** A part of the whole, 0 to 1. */
export const share = (expected: string) =>
  kind(expected, (value) => (/^(0|1|0?\.\d{1,6}|1\.0+|0\.0*)$/.test(value) ? Number(value) : undefined));

/** Headers as `name=value,name=value`; values may be percent-encoded (as OpenTelemetry has them). */
export const headerList = (expected: string) =>
  kind(expected, (value) => {
    const pairs = value.split(',').map((pair) => /^\s*([\w-]+)=([\x21-\x7e ]+?)\s*$/.exec(pair));
    if (pairs.some((pair) => pair === null)) return undefined;
    try {
      return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', decodeURIComponent(pair?.[2] ?? '')]));
    } catch {
      return undefined;
    }
  });

/** What Express takes as `trust proxy`: a number of hops, or addresses and ranges. */
export const proxies = () =>
  kind('the number of proxies in front, or their addresses, separated by commas', (value) => {
    if (/^\d{1,2}$/.test(value)) return Number(value);
    return /^([\da-fA-F.:/]+|loopback|linklocal|uniquelocal)(, ?([\da-fA-F.:/]+|loopback|linklocal|uniquelocal))*$/.test(
      value,
    )
      ? value
      : undefined;
  });

/** Networks in which partners' servers may lie besides the public internet. */
export const networks = (expected: string) => kind(expected, parseNetworks);

export const address = (protocols: string[], expected: string) =>
  kind(expected, (value) => (protocols.some((protocol) => value.startsWith(`${protocol}//`)) ? value : undefined));

/** An http address without its last slash: https anywhere, plain http on this very machine only. */
export const webAddress = (expected: string, { path = false } = {}) =>
  kind(expected, (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || url.username || url.password || url.search || url.hash) return undefined;
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocalHost(url.hostname))) return undefined;
    if (!path && url.pathname !== '/') return undefined;
    return url.href.replace(/\/$/, '');
  });

function decodeKey(given: string): Uint8Array | undefined {
  const value = given.startsWith(sandboxKey.prefix) ? given.slice(sandboxKey.prefix.length) : given;
  if (!/^[\w+/-]+={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === 32 ? new Uint8Array(bytes) : undefined;
}

export const keyBytes = (use: string) => kind(`base64 of 32 random bytes (${use})`, decodeKey);

/** Keys separated by commas: the first one is used, the others are still accepted while keys are changed over. */
export const keyList = (use: string) =>
  kind(`base64 of 32 random bytes, or several separated by commas, the newest first (${use})`, (value) => {
    const keys = value.split(',').map((part) => decodeKey(part.trim()));
    return keys.every((key) => key !== undefined) ? (keys as Uint8Array[]) : undefined;
  });

/** A certificate, or several one after the other, or the private key of one, as PEM; its line breaks may be the two characters `\n`. */
export const tlsPem = (expected: string, read: (pem: string) => unknown) =>
  kind(expected, (value) => {
    try {
      const text = value.replaceAll('\\n', '\n');
      return read(text) ? text : undefined;
    } catch {
      return undefined;
    }
  });

/** An RSA private key as PEM; written in one line, its line breaks may be the two characters `\n`. */
export const pem = (expected: string) =>
  kind(expected, (value) => {
    try {
      const key = createPrivateKey(value.replaceAll('\\n', '\n'));
      return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS ? key : undefined;
    } catch {
      return undefined;
    }
  });

/** The provider's private signing keys as a JWKS; the first of each kind signs, the others are still published. */
export const signingKeys = () =>
  kind(
    `a JWKS (JSON) of private RSA keys of ${MIN_RSA_BITS} bits or more, and P-256 keys, each with its own kid`,
    (value) => {
      try {
        const { keys } = JSON.parse(value) as { keys: JWK[] };
        const kids = new Set(keys.map(({ kid }) => kid).filter((kid) => typeof kid === 'string' && kid !== ''));
        const kinds = keys.map(strongPrivateKind);
        return kinds.includes('rsa') && kids.size === keys.length && !kinds.includes(undefined) ? { keys } : undefined;
      } catch {
        return undefined;
      }
    },
  );

function strongPrivateKind(jwk: JWK): 'rsa' | 'ec' | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails = {} } = createPrivateKey({
    key: jwk as Record<string, unknown>,
    format: 'jwk',
  });
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails;
  if (asymmetricKeyType === 'rsa') return modulusLength >= MIN_RSA_BITS ? 'rsa' : undefined;
  return namedCurve === 'prime256v1' ? 'ec' : undefined;
}

/** A moment, as RFC 3339 writes it; seconds may be left out. */
export const moment = (expected: string) =>
  kind(expected, (value) => {
    const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(value);
    const date = new Date(value);
    return written && !Number.isNaN(date.getTime()) ? date : undefined;
  });
