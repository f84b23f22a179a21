import { alphabet } from '../text/alphabet.js';
import { issuerCodes } from '../text/issuer-codes.js';
import type { Span } from '../text/layouts.js';
import { type DecodedLine, probabilityAt } from './decode-line.js';
import type { LineScores } from './network.js';

/** A code must not be made of characters the network all but excludes. */
const LEAST = 1e-4;

/**
 * Puts the most likely known code of a state where the line has an unknown one. Probabilities stay those the network
 * gave the characters, so that a code settled against its view makes the reading less confident, never more.
 */
export function settleState(line: DecodedLine, scores: LineScores, { from, to }: Span): DecodedLine {
  const read = line.text.slice(from, to);
  if (issuerCodes.includes(read)) return line;
  const known = line.spans
    .slice(from, to)
    .map((span) => [...alphabet].map((_, index) => probabilityAt(scores.logs, span, index + 1)));
  const probabilitiesOf = (code: string): number[] =>
    [...code].map((character, at) => known[at]?.[alphabet.indexOf(character)] ?? 0);
  const likely = issuerCodes
    .map((code) => ({ code, probabilities: probabilitiesOf(code) }))
    .filter(({ probabilities }) => Math.min(...probabilities) > LEAST)
    .map((option) => ({ ...option, product: option.probabilities.reduce((product, value) => product * value, 1) }))
    .sort((a, b) => b.product - a.product)[0];
  if (!likely) return line;
  const probabilities = [...line.probabilities];
  probabilities.splice(from, likely.code.length, ...likely.probabilities);
  return { ...line, text: line.text.slice(0, from) + likely.code + line.text.slice(to), probabilities };
}
