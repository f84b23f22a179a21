import { countCharacters } from './network/count-characters.js';
import { type DecodedLine, decodeLine } from './network/decode-line.js';
import type { LineScores } from './network/network.js';
import { settleState } from './network/settle-states.js';
import { type Layout, layouts, type MrzFormat } from './text/layouts.js';
import { parseMrz } from './text/parse-mrz.js';

/** One reading of an MRZ's text from one picture of its lines. */
export interface TextReading {
  format: MrzFormat;
  lines: string[];
  /** The probability of the least certain character; of letters that no check digit tells from digits, that to the fourth power. */
  least: number;
  /** The geometric mean of all characters' probabilities. */
  mean: number;
  checkDigitsValid: boolean;
  statesKnown: boolean;
  /** Which of the lines given is its first. */
  first: number;
}

/** The decoded lines of one layout, and the log probability per line: by it runs of two and of three lines compare. */
interface Candidate {
  layout: Layout;
  first: number;
  decoded: DecodedLine[];
  perLine: number;
}

function readAs(layout: Layout, first: number, scores: readonly LineScores[]): Candidate | undefined {
  const decoded: DecodedLine[] = [];
  for (const [number, grammar] of layout.grammar.entries()) {
    const lineScores = scores[number];
    const line = lineScores && decodeLine(lineScores, grammar);
    if (!line) return undefined;
    const states = [layout.fields.issuer, layout.fields.nationality].filter((span) => span?.line === number);
    decoded.push(states.reduce((settled, span) => (span ? settleState(settled, lineScores, span) : settled), line));
  }
  return { layout, first, decoded, perLine: decoded.reduce((sum, line) => sum + line.log, 0) / decoded.length };
}

/** Hardly to be told apart in faint or worn print. */
const ALIKE = /[O0Q]/;
/** Where nothing but their shape tells them apart they must be surer: 0.915 counts as 0.7. */
const POWER = 4;

/** How sure a line is of letters and digits that look alike where both may stand and no check digit covers them, as on visas. */
function doubtsOf({ text, probabilities }: DecodedLine, line: number, layout: Layout): number {
  const covered = [...layout.checks.flatMap(({ over }) => over), layout.fields.nationality];
  const doubtful = probabilities.filter((_, at) => {
    const isCovered = covered.some((span) => span?.line === line && at >= span.from && at < span.to);
    return !isCovered && layout.grammar[line]?.charAt(at) === 'X' && ALIKE.test(text.charAt(at));
  });
  return Math.min(1, ...doubtful) ** POWER;
}

/** The layouts of which some line has about the length: always those of the nearest length. */
function likelyLayouts(scores: readonly LineScores[]): Layout[] {
  const counts = scores.map((line) => countCharacters(line).characters);
  const distance = ({ grammar }: Layout): number => {
    const length = grammar[0]?.length ?? 0;
    return Math.min(...counts.map((count) => Math.abs(length - count)));
  };
  const nearest = Math.min(...layouts.map(distance));
  return layouts.filter((layout) => distance(layout) <= Math.max(nearest, 4));
}

/**
 * The likeliest text of lines that the network has scored: every run of two or three neighbours as every layout of
 * about that length. Undefined where none fits. `today` as for `parseMrz`.
 */
export function readLines(scores: readonly LineScores[], today: string): TextReading | undefined {
  let best: Candidate | undefined;
  for (const layout of likelyLayouts(scores)) {
    const count = layout.grammar.length;
    for (let first = 0; first + count <= scores.length; first++) {
      const read = readAs(layout, first, scores.slice(first, first + count));
      if (read && (!best || read.perLine > best.perLine)) best = read;
    }
  }
  if (!best) return undefined;
  const lines = best.decoded.map(({ text }) => text);
  const parsed = parseMrz(lines, today);
  if (!parsed) return undefined;
  const probabilities = best.decoded.flatMap((line) => line.probabilities);
  const doubts = best.decoded.map((line, number) => doubtsOf(line, number, best.layout));
  const logs = probabilities.map((value) => Math.log(Math.max(value, 1e-3)));
  return {
    format: parsed.format,
    lines,
    least: Math.min(...probabilities, ...doubts),
    mean: Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length),
    checkDigitsValid: parsed.checkDigitsValid,
    statesKnown: parsed.statesKnown,
    first: best.first,
  };
}
