import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import { createSealer } from '../keys/sealing.js';
import { encodingOf, sealedEncoding } from './sealed-payloads.js';

const CONTEXT = 'temporal payload';
const LENGTH_BYTES = 4;

/**
 * Seals every argument, result and failure before Temporal's server sees it.
 * @param keys the first seals, all open: the sealed bytes name their key, so that workflows go on while keys are changed over (docs/keys.md)
 */
export function createPayloadCodec(keys: Uint8Array | readonly Uint8Array[]): PayloadCodec {
  const sealer = createSealer(keys);
  return {
    encode: async (payloads) =>
      payloads.map((payload) => ({
        metadata: { [METADATA_ENCODING_KEY]: Buffer.from(sealedEncoding) },
        data: sealer.seal(pack(payload), CONTEXT),
      })),
    decode: async (payloads) =>
      payloads.map((payload) => {
        if (encodingOf(payload) !== sealedEncoding) return payload;
        if (!payload.data) throw new ValueError('a sealed payload has data');
        return unpack(sealer.open(payload.data, CONTEXT));
      }),
  };
}

/** The length of the metadata (4 bytes), the metadata as JSON of base64 values, then the data. */
function pack({ metadata, data }: Payload): Uint8Array {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  // An empty `bytes` field of a decoded protobuf message is a plain array.
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

function unpack(packed: Uint8Array): Payload {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const dataAt = LENGTH_BYTES + bytes.readUInt32BE(0);
  const metadata = JSON.parse(bytes.subarray(LENGTH_BYTES, dataAt).toString()) as Record<string, string>;
  const entries = Object.entries(metadata).map(([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))]);
  return { metadata: Object.fromEntries(entries), data: new Uint8Array(bytes.subarray(dataAt)) };
}
