/** Crockford's base 32: no letter that looks like a digit or like another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many recovery codes there are, and of how many characters each: 50 bits. */
export const recoveryCodes = { count: 10, length: 10 } as const;

/** A recovery code of as many random bytes as it has characters. */
export function recoveryCode(random: Uint8Array): string {
  return [...random].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** As it is shown: in two groups. */
export const shownRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What was typed, as it was made: whatever its case and spaces, and with the digits that were taken for letters. */
export function typedRecoveryCode(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
}
