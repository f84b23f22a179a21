import { METADATA_ENCODING_KEY, type Payload } from '@temporalio/common';
import { sealedUnder } from '../keys/sealing.js';

/** The encoding that sealed payloads name, by which they are known. */
export const sealedEncoding = 'binary/surety-sealed';

export const encodingOf = ({ metadata }: Payload): string =>
  Buffer.from(metadata?.[METADATA_ENCODING_KEY] ?? []).toString();

/** Every payload in a message of Temporal's, with the names of the fields that lead to it. */
export function* payloadsIn(part: unknown, path = ''): Generator<{ path: string; payload: Payload }> {
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return;
  const payload = part as Payload;
  if (ArrayBuffer.isView(payload.metadata?.[METADATA_ENCODING_KEY]) && payload.data !== undefined) {
    yield { path, payload };
    return;
  }
  for (const [name, value] of Object.entries(part)) {
    if (name.startsWith('_')) continue;
    yield* payloadsIn(value, Array.isArray(part) ? path : `${path}.${name}`);
  }
}

/** The ids (8 hex digits) of the keys that one needs to open all payloads of a message, such as a workflow's history. */
export function keysNeededFor(message: unknown): Set<string> {
  const ids = [...payloadsIn(message)]
    .filter(({ payload }) => encodingOf(payload) === sealedEncoding)
    .flatMap(({ payload }) => sealedUnder(payload.data ?? new Uint8Array()) ?? []);
  return new Set(ids);
}
