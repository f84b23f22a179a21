import type { Binary } from 'mongodb';

/** MongoDB hands bytes back as its own `Binary`: the plain bytes of one. */
export function bytesOf(value: Binary | Uint8Array): Uint8Array {
  return value instanceof Uint8Array ? value : value.value();
}

/** Whether an operation failed because a unique index already holds the value. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11000;
}
