export type SurgeryContactError = 'contact_empty' | 'contact_format';

/**
 * Reads a contact that a GP surgery may have of a person: an email address, or a phone number of any kind.
 *
 * @returns the address in small letters, or the number as it is mostly written down: digits, without the code of the United Kingdom.
 */
export function parseSurgeryContact(typed: string): { contact: string } | { error: SurgeryContactError } {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { error: 'contact_empty' };
  if (text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) return { contact: text.toLowerCase() };
  const number = text.replace(/[\s().\u2010-\u2015-]/g, '').replace(/^(?:\+|00)44(?:0)?/, '0');
  return /^(?:0\d{9,10}|\+\d{7,15})$/.test(number) ? { contact: number } : { error: 'contact_format' };
}
