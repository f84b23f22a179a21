/** The form in which addresses are compared and kept: trimmed, lower case, Unicode composed (RFC 6531 allows more than ASCII). */
export function normaliseEmail(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase();
}
