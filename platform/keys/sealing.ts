import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { SuretyError } from '../errors.js';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_AT = 1 + KEY_ID_BYTES;
const NONCE_AT = SALT_AT + SALT_BYTES;
const HEADER_BYTES = NONCE_AT + NONCE_BYTES;

/**
 * Seals bytes with AES-256-GCM. `context` says what the bytes are and whose (`messages.to:<key>`): it is authenticated,
 * so a sealed value moved to another row or field does not open.
 */
export interface Sealer {
  seal(plain: Uint8Array, context: string): Uint8Array;
  /** @throws SuretyError `sealed_unreadable` for another key, another context or changed bytes. */
  open(sealed: Uint8Array, context: string): Uint8Array;
  sealJson(value: unknown, context: string): Uint8Array;
  openJson<T>(sealed: Uint8Array, context: string): T;
  /** A fresh 32-byte key, plain (for `createSealer`) and sealed (to be kept). Destroying `wrapped` erases what it sealed. */
  newDataKey(context: string): { wrapped: Uint8Array; key: Uint8Array };
  unwrap(wrapped: Uint8Array, context: string): Uint8Array;
  /** The ids of its keys, as `sealedUnder` says them: the newest, which seals, is the first. */
  readonly keyIds: readonly string[];
}

/** The id (8 hex digits) of the key that bytes may be sealed under; undefined for what cannot be sealed. Any bytes may look as if they were. */
export function sealedUnder(bytes: Uint8Array): string | undefined {
  if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex', 1, SALT_AT);
}

/**
 * @param masterKeys One key of 32 bytes, or several: the first seals, all of them open (so keys can be changed over).
 */
export function createSealer(masterKeys: Uint8Array | readonly Uint8Array[]): Sealer {
  const keys = (masterKeys instanceof Uint8Array ? [masterKeys] : masterKeys).map(expand);
  const newest = keys[0];
  if (!newest) throw new RangeError('a sealer needs a key');

  const seal = (plain: Uint8Array, context: string): Uint8Array => {
    const header = Buffer.concat([Buffer.of(VERSION), newest.id, randomBytes(SALT_BYTES + NONCE_BYTES)]);
    const cipher = createCipheriv('aes-256-gcm', messageKey(newest.key, header), header.subarray(NONCE_AT));
    cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
    return new Uint8Array(Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  };

  const open = (sealed: Uint8Array, context: string): Uint8Array => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const key = keys.find(({ id }) => bytes.subarray(1, SALT_AT).equals(id));
    if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION || !key) throw unreadable();
    const header = bytes.subarray(0, HEADER_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', messageKey(key.key, header), header.subarray(NONCE_AT));
    decipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const body = decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES));
      return new Uint8Array(Buffer.concat([body, decipher.final()]));
    } catch (cause) {
      throw unreadable(cause);
    }
  };

  return {
    seal,
    open,
    sealJson: (value, context) => seal(Buffer.from(JSON.stringify(value)), context),
    openJson: <T>(sealed: Uint8Array, context: string) =>
      JSON.parse(Buffer.from(open(sealed, context)).toString()) as T,
    newDataKey: (context) => {
      const key = new Uint8Array(randomBytes(32));
      return { wrapped: seal(key, dataKeyContext(context)), key };
    },
    unwrap: (wrapped, context) => open(wrapped, dataKeyContext(context)),
    keyIds: keys.map(({ id }) => id.toString('hex')),
  };
}

/** The context of a data key's wrapping, which `newDataKey` and `unwrap` are given without its head. */
export const dataKeyContext = (context: string): string => `data-key:${context}`;

function expand(master: Uint8Array) {
  if (master.length !== 32) throw new RangeError('a sealing key has 32 bytes');
  const bytes = Buffer.from(hkdfSync('sha256', master, '', 'surety sealing 1', 32 + KEY_ID_BYTES));
  return { key: createSecretKey(bytes.subarray(0, 32)), id: bytes.subarray(32) };
}

/**
 * A key for each message: random nonces under one key would be safe only up to 2^32 messages (NIST SP 800-38D, 8.3). Keys are objects, not
 * bytes, since Node 24 takes four times as long with bytes (it finds out by an error that they are no object).
 */
function messageKey(key: KeyObject, header: Buffer): KeyObject {
  return createSecretKey(createHmac('sha256', key).update(header.subarray(SALT_AT, NONCE_AT)).digest());
}

function unreadable(cause?: unknown): SuretyError {
  return new SuretyError('sealed_unreadable', 500, 'Something went wrong.', { cause });
}
