export type NhsNumberError =
  | 'nhs_number_empty'
  | 'nhs_number_national_insurance'
  | 'nhs_number_letters'
  | 'nhs_number_too_short'
  | 'nhs_number_too_long'
  | 'nhs_number_not_valid';

/** Whether these are ten digits whose last one is their check digit (NHS Data Dictionary: modulus 11, weights 10 to 2). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  // A remainder of 1 would ask for the check digit 10: such numbers are not issued.
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/**
 * Reads an NHS number as people type it: spaces and hyphens anywhere do not matter.
 *
 * @returns ten digits, or the one thing that is wrong.
 */
export function parseNhsNumber(typed: string): { nhsNumber: string } | { error: NhsNumberError } {
  const text = typed.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, '');
  if (text === '') return { error: 'nhs_number_empty' };
  if (/^[a-z]{2}\d{6}[a-d]?$/i.test(text)) return { error: 'nhs_number_national_insurance' };
  if (/\D/.test(text)) return { error: 'nhs_number_letters' };
  if (text.length < 10) return { error: 'nhs_number_too_short' };
  if (text.length > 10) return { error: 'nhs_number_too_long' };
  return isNhsNumber(text) ? { nhsNumber: text } : { error: 'nhs_number_not_valid' };
}

/** The way it stands on letters: `485 777 3456`. */
export function formatNhsNumber(nhsNumber: string): string {
  return nhsNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}
