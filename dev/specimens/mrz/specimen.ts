import { diceFrom } from './dice.js';
import { type Kind, kinds, randomDocument } from './document.js';
import { faults, goodScene } from './faults.js';
import { printedPage } from './page.js';
import { canPrint, randomPrint } from './print.js';
import { photograph } from './scene.js';

/** A drawn photo of a document that does not exist, and what its machine-readable zone says. */
export interface MrzSpecimen {
  kind: Kind;
  fault: string;
  lines: string[];
  picture: Uint8Array;
}

/** The names of all faults that this machine has the fonts for. */
export const faultNames: readonly string[] = Object.keys(faults).filter((name) =>
  canPrint(faults[name]?.print ?? 'regular'),
);

/**
 * The specimen of a seed: a document of any kind with one fault.
 * @param fault a name of `faultNames`; the kind follows from the seed where none is given
 */
export async function mrzSpecimen(seed: number, fault: string, asked?: Kind): Promise<MrzSpecimen> {
  const dice = diceFrom(seed);
  const { print = 'regular', scene } = faults[fault] ?? {};
  const kind = asked ?? dice.one(kinds);
  const document = randomDocument(kind, dice);
  const text = randomPrint(dice.chance(0.5) && canPrint('other') ? 'other' : 'regular', dice);
  const page = printedPage(document, randomPrint(print, dice), text, dice);
  const picture = await photograph(page, { ...goodScene(dice), ...scene?.(dice) }, dice);
  return { kind, fault, lines: document.lines, picture };
}
