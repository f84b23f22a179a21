import { CLASSES, type LineScores } from './network.js';

// Taken out once: in the test runner's sandbox every look-up of a global is slow, and there are millions.
const { exp } = Math;

/** What a line looks like without any grammar: how many characters stand there, and how many of them surely. */
export function countCharacters({ frames, logs }: LineScores): { characters: number; sure: number } {
  let characters = 0;
  let sure = 0;
  let before = 0;
  for (let frame = 0; frame < frames; frame++) {
    let best = 0;
    for (let klass = 1; klass < CLASSES; klass++) {
      if ((logs[frame * CLASSES + klass] as number) > (logs[frame * CLASSES + best] as number)) best = klass;
    }
    if (best > 0 && best !== before) {
      characters++;
      sure += exp(logs[frame * CLASSES + best] as number);
    }
    before = best;
  }
  return { characters, sure };
}
