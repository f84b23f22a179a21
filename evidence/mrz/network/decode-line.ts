import { alphabet } from '../text/alphabet.js';
import { charactersOf } from '../text/character-classes.js';
import { CLASSES, type LineScores } from './network.js';

const { ceil, exp, floor, max, min } = Math;

/** The most likely text of a line under a grammar. */
export interface DecodedLine {
  text: string;
  /** Natural logarithm of the best path's probability: comparable between grammars of the same line. */
  log: number;
  /** For each character the network's own probability of it, where it saw it best, whatever the grammar allows. */
  probabilities: number[];
  /** For each character its frames, half-open. */
  spans: { from: number; to: number }[];
}

const IMPOSSIBLE = -1e30;
/** A character may lie this share of the line away from where even spacing puts it; margins and bad cuts need some. */
const PLAY = 0.22;

/** Less likely than this in a frame, a character is looked at there only where the grammar allows no likelier one. */
const LEAST_LOG = -9;

function classesOf(grammarClass: string): number[] {
  return [...charactersOf(grammarClass)].map((character) => alphabet.indexOf(character) + 1);
}

/** For each frame the classes worth looking at: those of frame f are `classes` from `starts[f]` to before `starts[f + 1]`. */
interface LikelyClasses {
  starts: Int32Array;
  classes: Uint8Array;
}

function likelyClasses({ frames, logs }: LineScores, allowed: readonly number[]): LikelyClasses {
  const starts = new Int32Array(frames + 1);
  const classes = new Uint8Array(frames * allowed.length);
  let count = 0;
  for (let frame = 0; frame < frames; frame++) {
    starts[frame] = count;
    let best = allowed[0] as number;
    for (const klass of allowed) {
      const value = logs[frame * CLASSES + klass] as number;
      if (value > (logs[frame * CLASSES + best] as number)) best = klass;
      if (value > LEAST_LOG) classes[count++] = klass;
    }
    if (count === starts[frame]) classes[count++] = best;
  }
  starts[frames] = count;
  return { starts, classes };
}

/**
 * Viterbi over CTC's paths whose text fits the grammar: one class of characters (see layouts.ts) for each position.
 * States at each frame: the gap before position i, and each allowed character at position i. Undefined where the line
 * has too few frames for that many characters.
 */
export function decodeLine(scores: LineScores, grammar: string): DecodedLine | undefined {
  const { frames, logs } = scores;
  const length = grammar.length;
  if (frames < length) return undefined;
  const kinds = new Map([...new Set(grammar)].map((kind) => [kind, likelyClasses(scores, classesOf(kind))]));
  const likely = [...grammar].map((kind) => kinds.get(kind) as LikelyClasses);
  let gap = new Float64Array(length + 1).fill(IMPOSSIBLE);
  let char = new Float64Array(length * CLASSES).fill(IMPOSSIBLE);
  let nextGap = new Float64Array(length + 1);
  let nextChar = new Float64Array(length * CLASSES).fill(IMPOSSIBLE);
  // How each state was reached. Gap: class of the character before it, or 0 for a gap. Character: 0 itself, 255 the gap
  // before it, else the class of the character before it.
  const gapFrom = new Uint8Array(frames * (length + 1));
  const charFrom = steps(frames * length * CLASSES);
  const best = new Int32Array(length + 1);
  const second = new Int32Array(length + 1);
  gap[0] = 0;
  for (let frame = 0; frame < frames; frame++) {
    const expected = (frame / frames) * length;
    const low = max(0, floor(expected - PLAY * length));
    const high = min(length, ceil(expected + PLAY * length));
    nextGap.fill(IMPOSSIBLE);
    if (frame > 1) forget(nextChar, likely, frame - 2);
    for (let at = max(0, low - 1); at < high; at++)
      findTwoBest(char, at * CLASSES, likely[at] as LikelyClasses, max(0, frame - 1), best, second, at);
    const logAt = frame * CLASSES;
    for (let at = low; at <= high; at++) {
      const before = at > 0 ? (best[at - 1] as number) : 0;
      const fromChar = at > 0 ? (char[(at - 1) * CLASSES + before] as number) : IMPOSSIBLE;
      const fromGap = gap[at] as number;
      nextGap[at] = (logs[logAt] as number) + max(fromGap, fromChar);
      gapFrom[frame * (length + 1) + at] = fromChar > fromGap ? before : 0;
      if (at === length) continue;
      const runnerUp = at > 0 ? (second[at - 1] as number) : 0;
      const fromRunnerUp = at > 0 && runnerUp > 0 ? (char[(at - 1) * CLASSES + runnerUp] as number) : IMPOSSIBLE;
      const { starts, classes } = likely[at] as LikelyClasses;
      for (let one = starts[frame] as number; one < (starts[frame + 1] as number); one++) {
        const klass = classes[one] as number;
        let value = char[at * CLASSES + klass] as number;
        let from = 0;
        if (fromGap > value) {
          value = fromGap;
          from = 255;
        }
        const other = klass === before ? fromRunnerUp : fromChar;
        if (other > value) {
          value = other;
          from = klass === before ? runnerUp : before;
        }
        nextChar[at * CLASSES + klass] = value + (logs[logAt + klass] as number);
        charFrom[(frame * length + at) * CLASSES + klass] = from;
      }
    }
    [gap, nextGap] = [nextGap, gap];
    [char, nextChar] = [nextChar, char];
  }
  const last = (length - 1) * CLASSES;
  findTwoBest(char, last, likely[length - 1] as LikelyClasses, frames - 1, best, second, length - 1);
  const lastClass = best[length - 1] as number;
  const endsInGap = (gap[length] as number) > (char[last + lastClass] as number);
  const log = endsInGap ? (gap[length] as number) : (char[last + lastClass] as number);
  if (log < IMPOSSIBLE / 2) return undefined;

  const classes = new Array<number>(length).fill(0);
  const spans = Array.from({ length }, () => ({ from: 0, to: 0 }));
  let at = endsInGap ? length : length - 1;
  let klass = endsInGap ? 0 : lastClass; // 0: in the gap before `at`
  for (let frame = frames - 1; frame >= 0; frame--) {
    if (klass === 0) {
      klass = gapFrom[frame * (length + 1) + at] as number;
      if (klass > 0) at--;
      continue;
    }
    const span = spans[at] as { from: number; to: number };
    if (classes[at] === 0) span.to = frame + 1;
    classes[at] = klass;
    span.from = frame;
    const from = charFrom[(frame * length + at) * CLASSES + klass] as number;
    if (from === 255) klass = 0;
    else if (from > 0) {
      klass = from;
      at--;
    }
  }
  return {
    text: classes.map((value) => alphabet.charAt(value - 1)).join(''),
    log,
    probabilities: classes.map((value, position) => probabilityAt(logs, spans[position] ?? { from: 0, to: 0 }, value)),
    spans,
  };
}

let kept = new Uint8Array(0);

/** Room for the steps of one line, used again for the next: what a path can reach is always written before it is read. */
function steps(size: number): Uint8Array {
  if (kept.length < size) kept = new Uint8Array(size);
  return kept;
}

/** Takes back what was written at a frame. */
function forget(char: Float64Array, likely: readonly LikelyClasses[], frame: number): void {
  for (let at = 0; at < likely.length; at++) {
    const { starts, classes } = likely[at] as LikelyClasses;
    for (let one = starts[frame] as number; one < (starts[frame + 1] as number); one++) {
      char[at * CLASSES + (classes[one] as number)] = IMPOSSIBLE;
    }
  }
}

/** The two likeliest characters at position `at` after `frame`, 0 where there is none. */
function findTwoBest(
  char: Float64Array,
  start: number,
  { starts, classes }: LikelyClasses,
  frame: number,
  best: Int32Array,
  second: Int32Array,
  at: number,
): void {
  let first = 0;
  let runnerUp = 0;
  for (let one = starts[frame] as number; one < (starts[frame + 1] as number); one++) {
    const klass = classes[one] as number;
    const value = char[start + klass] as number;
    if (first === 0 || value > (char[start + first] as number)) {
      runnerUp = first;
      first = klass;
    } else if (runnerUp === 0 || value > (char[start + runnerUp] as number)) runnerUp = klass;
  }
  best[at] = first;
  second[at] = runnerUp;
}

/** The greatest probability of a class within the frames. */
export function probabilityAt(logs: Float32Array, { from, to }: { from: number; to: number }, klass: number): number {
  let most = 0;
  for (let frame = from; frame < to; frame++) most = max(most, exp(logs[frame * CLASSES + klass] as number));
  return most;
}
