import type { GreyImage } from '../image/image.js';
import { cutLine } from './band/cut-line.js';
import type { TextLine } from './band/find-lines.js';
import { type DecodedLine, decodeLine } from './network/decode-line.js';
import type { LineNetwork, LineScores } from './network/network.js';
import { settleState } from './network/settle-states.js';
import { type Layout, layouts, type MrzFormat } from './text/layouts.js';
import { parseMrz } from './text/parse-mrz.js';

/** One reading of an MRZ's text from one picture of its lines. */
export interface TextReading {
  format: MrzFormat;
  lines: string[];
  /** The probability of the least certain character. */
  least: number;
  /** The geometric mean of all characters' probabilities. */
  mean: number;
  checkDigitsValid: boolean;
  statesKnown: boolean;
}

function readAs(layout: Layout, scores: readonly LineScores[]): { decoded: DecodedLine[]; log: number } | undefined {
  const decoded: DecodedLine[] = [];
  for (const [number, grammar] of layout.grammar.entries()) {
    const lineScores = scores[number];
    const line = lineScores && decodeLine(lineScores, grammar);
    if (!line) return undefined;
    const states = [layout.fields.issuer, layout.fields.nationality].filter((span) => span?.line === number);
    decoded.push(states.reduce((settled, span) => (span ? settleState(settled, lineScores, span) : settled), line));
  }
  return { decoded, log: decoded.reduce((sum, line) => sum + line.log, 0) };
}

/** Log probability a line: the measure by which runs of two and of three lines can be compared. */
interface Candidate {
  decoded: DecodedLine[];
  perLine: number;
}

/**
 * Reads the lines found in a flattened band: every run of two or three neighbouring lines as every layout, and of those
 * the likeliest text. Undefined where none fits. `today` as for `parseMrz`.
 */
export async function readLines(
  band: GreyImage,
  lines: readonly TextLine[],
  network: LineNetwork,
  today: string,
): Promise<TextReading | undefined> {
  const scores: LineScores[] = [];
  for (const line of lines) scores.push(await network.score(cutLine(band, line)));
  let best: Candidate | undefined;
  for (const layout of layouts) {
    const count = layout.grammar.length;
    for (let first = 0; first + count <= scores.length; first++) {
      const read = readAs(layout, scores.slice(first, first + count));
      if (!read) continue;
      const perLine = read.log / count;
      if (!best || perLine > best.perLine) best = { decoded: read.decoded, perLine };
    }
  }
  if (!best) return undefined;
  const texts = best.decoded.map(({ text }) => text);
  const parsed = parseMrz(texts, today);
  if (!parsed) return undefined;
  const probabilities = best.decoded.flatMap((line) => line.probabilities);
  return {
    format: parsed.format,
    lines: texts,
    least: Math.min(...probabilities),
    mean: Math.exp(
      probabilities.reduce((sum, value) => sum + Math.log(Math.max(value, 1e-3)), 0) / probabilities.length,
    ),
    checkDigitsValid: parsed.checkDigitsValid,
    statesKnown: parsed.statesKnown,
  };
}
