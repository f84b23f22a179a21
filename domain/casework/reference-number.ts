/**
 * The number of an incident or a ticket in its usual form (`INC0012345`, `SEC-2026-014`), or nothing where it is none: letters and
 * digits, both. So no name, email address, phone or NHS number can be put there.
 */
export function referenceNumber(typed: string): string | undefined {
  const text = typed.trim().toUpperCase();
  return /^(?=.*[A-Z])(?=.*\d)[A-Z0-9][A-Z0-9-]{2,23}$/.test(text) ? text : undefined;
}
