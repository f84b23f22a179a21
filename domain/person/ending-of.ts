/** Digits at the end of a number by which its owner knows it, and nobody else does. */
const shown = 3;

/** What pages show of a telephone number that its reader may not see all of; undefined where there is none. */
export function endingOf(number: string): string;
export function endingOf(number: string | undefined): string | undefined;
export function endingOf(number: string | undefined): string | undefined {
  return number?.slice(-shown);
}
