import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const userPresent = 0x01;
const userVerified = 0x04;
const hasCredential = 0x40;

type Flags = { verified?: boolean; origin?: string };

/** An authenticator of a few lines (WebAuthn Level 3, §6): makes one passkey and signs with it as its test wants. */
export class Authenticator {
  readonly id = randomBytes(16);
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** @param counter that it has when it is made, and counts up with each use; 0 where it keeps none. */
  constructor(
    readonly site: URL,
    public counter = 0,
  ) {}

  /** What a browser sends when the passkey is made. */
  made(challenge: string, { verified = true, origin }: Flags = {}): string {
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' });
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]);
    const length = Buffer.from([0, this.id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, isoCBOR.encode(key as never)]);
    const authData = Buffer.concat([this.#authData(verified, hasCredential), credential]);
    const object = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    const attestationObject = Buffer.from(isoCBOR.encode(object as never)).toString('base64url');
    const clientDataJSON = this.#clientData('webauthn.create', challenge, origin);
    return this.#answer({ clientDataJSON, attestationObject, transports: ['internal'] });
  }

  /** What a browser sends when the passkey is used. */
  used(challenge: string, { verified = true, origin }: Flags = {}): string {
    if (this.counter > 0) this.counter += 1;
    const authenticatorData = this.#authData(verified);
    const clientDataJSON = this.#clientData('webauthn.get', challenge, origin);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signed = createSign('sha256').update(authenticatorData).update(hash).sign(this.#key.privateKey);
    const text = (bytes: Buffer) => bytes.toString('base64url');
    return this.#answer({ clientDataJSON, authenticatorData: text(authenticatorData), signature: text(signed) });
  }

  #authData(verified: boolean, more = 0): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = userPresent | (verified ? userVerified : 0) | more;
    return Buffer.concat([createHash('sha256').update(this.site.hostname).digest(), Buffer.from([flags]), counter]);
  }

  #clientData(type: string, challenge: string, origin = this.site.origin): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');
  }

  #answer(response: object): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}
