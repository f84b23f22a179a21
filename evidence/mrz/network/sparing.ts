import type { LinePicture } from '../band/cut-line.js';
import type { LineNetwork, LineScores } from './network.js';

/** Scores a line; undefined once the picture has had its share of the network's time. */
export type ScoreLine = (line: LinePicture) => Promise<LineScores | undefined>;

/** The network for one picture: at most `most` different lines, so that no picture takes long. */
export function sparing(network: LineNetwork, most: number): ScoreLine {
  const known = new WeakMap<LinePicture, LineScores>();
  let left = most;
  return async (line) => {
    const before = known.get(line);
    if (before) return before;
    if (left === 0) return undefined;
    left--;
    const scores = await network.score(line);
    known.set(line, scores);
    return scores;
  };
}
