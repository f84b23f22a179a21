const { imul, max, min } = Math;

/** A repeatable stream of numbers in [0, 1): the same specimen is drawn the same way on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Adds sensor-like noise in place. @param amplitude largest change of a byte, in grey levels. */
export function addNoise(data: Uint8Array, amplitude: number, seed: number): void {
  const random = randomFrom(seed);
  for (let pixel = 0; pixel + 2 < data.length; pixel += 3) {
    const grey = (random() + random() - 1) * amplitude;
    for (let channel = pixel; channel < pixel + 3; channel++) {
      const noisy = (data[channel] ?? 0) + grey + (random() - 0.5) * amplitude;
      data[channel] = min(255, max(0, noisy));
    }
  }
}
