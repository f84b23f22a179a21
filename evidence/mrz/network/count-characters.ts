import { CLASSES, type LineScores } from './network.js';

const { abs, exp, max } = Math;

/** What a line looks like without any grammar. */
export interface CharacterCount {
  /** How many characters stand there, and how many of them surely. */
  characters: number;
  sure: number;
  /** The share of distances between neighbours that are, but for a frame, the usual one: of an MRZ nearly all, of other print fewer. */
  regular: number;
}

export function countCharacters({ frames, logs }: LineScores): CharacterCount {
  let sure = 0;
  let before = 0;
  const places: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    let best = 0;
    for (let klass = 1; klass < CLASSES; klass++) {
      if ((logs[frame * CLASSES + klass] as number) > (logs[frame * CLASSES + best] as number)) best = klass;
    }
    if (best > 0 && best !== before) {
      places.push(frame);
      sure += exp(logs[frame * CLASSES + best] as number);
    }
    before = best;
  }
  return { characters: places.length, sure, regular: regularity(places) };
}

function regularity(places: readonly number[]): number {
  const gaps = places.slice(1).map((place, at) => place - (places[at] as number));
  const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return gaps.filter((gap) => abs(gap - usual) <= 1).length / max(1, gaps.length);
}
