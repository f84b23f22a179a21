const WEIGHTS = [7, 3, 1] as const;

/** 0–9 for digits, 10–35 for A–Z, 0 for the filler. Throws a RangeError for any other character. */
function checkValue(character: string): number {
  if (character === '<') return 0;
  if (!/^[0-9A-Z]$/.test(character)) throw new RangeError('A character outside the MRZ alphabet has no check value');
  return Number.parseInt(character, 36);
}

/**
 * The check digit of a piece of MRZ text (capitals, digits and `<`), as one character `0`–`9`:
 * weights 7, 3, 1 repeated, modulo 10. Source: ICAO 9303 part 3, section 4.9.
 */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += checkValue(text.charAt(at)) * (WEIGHTS[at % 3] ?? 0);
  return String(sum % 10);
}
