/**
 * A list of documents as operators keep it: one a line, `issuer,number`, where the issuer is the code of ICAO 9303 part 3. Empty lines and
 * lines that begin with `#` are left out.
 *
 * @throws RangeError naming the first line that is wrong, and not what is in it
 */
export function readDocumentList(text: string): { issuer: string; number: string }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [, issuer, number] = /^\s*([A-Za-z]{1,3})\s*,\s*([A-Za-z0-9 -]{3,30}?)\s*$/.exec(line) ?? [];
    if (!issuer || !number) throw new RangeError(`line ${index + 1} is not issuer,number`);
    return [{ issuer, number }];
  });
}
