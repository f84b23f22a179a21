import { type Reason, reasons } from '../journey/reasons.js';

const mark = 'surety-sandbox-outcome:';

/** What a test document carries in its file, for the sandbox to read. */
export const markOf = (reason: Reason): string => `${mark}${reason};`;

/** The reason that a test document says; undefined for any other picture, and for one that was saved anew. */
export function reasonInPicture(bytes: Uint8Array): Reason | undefined {
  // Marks stand at the very beginning: megabytes of a photo are not searched.
  const head = String.fromCharCode(...bytes.subarray(0, 2_000));
  const [, said] = new RegExp(`${mark}([a-z_0-9]{1,60});`).exec(head) ?? [];
  return reasons.find((reason) => reason === said);
}
