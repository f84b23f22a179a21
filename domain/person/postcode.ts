export type PostcodeError = 'postcode_empty' | 'postcode_format';

/** The outward code and the inward code, as the Royal Mail forms them (BS 7666, without its exceptions by area). */
const POSTCODE =
  /^(GIR|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]))(0AA|\d[ABD-HJLNP-UW-Z]{2})$/;

/**
 * Reads a UK postcode as people type it: case, spaces, hyphens and full stops do not matter.
 *
 * @returns capitals with one space (`LS1 4AP`), or what is wrong.
 */
export function parsePostcode(typed: string): { postcode: string } | { error: PostcodeError } {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\u2010-\u2015-]/g, '');
  if (text === '') return { error: 'postcode_empty' };
  const [, outward, inward] = POSTCODE.exec(text) ?? [];
  if (!outward || !inward || (outward === 'GIR' && inward !== '0AA')) return { error: 'postcode_format' };
  return { postcode: `${outward} ${inward}` };
}

/** Whether a postcode lies in Northern Ireland, whose patients PDS does not hold. */
export function isNorthernIreland(postcode: string): boolean {
  return /^BT\d/i.test(postcode.trim());
}
