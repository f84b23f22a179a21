/** Photo identity is accepted up to so many months after it expired. */
const MONTHS_AFTER_EXPIRY = 12;

/** Whether a document that expired on `expiryDate` is no longer taken on `today` (both YYYY-MM-DD). The last day still counts. */
export function isLongExpired(expiryDate: string, today: string): boolean {
  const last = new Date(`${expiryDate}T00:00:00Z`);
  const day = last.getUTCDate();
  last.setUTCMonth(last.getUTCMonth() + MONTHS_AFTER_EXPIRY);
  // A month without that day ends on its last.
  if (last.getUTCDate() !== day) last.setUTCDate(0);
  return last.toISOString().slice(0, 10) < today;
}
