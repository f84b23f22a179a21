/**
 * Four pixels of seven bits lie in one 32-bit word, the leftmost in the lowest bits, as every processor that Node runs on keeps them in
 * memory: the greater of two pixels then takes two operations instead of eight.
 */
const TOP_BITS = 0x80808080 | 0;
const ALL_BITS = 0x7f7f7f7f;

let kept: Int32Array[] = [];

/** Two arrays of words to work in, kept from picture to picture; what they hold is anybody's. */
function workspace(words: number): [Int32Array, Int32Array] {
  if ((kept[0]?.length ?? 0) < words) kept = [new Int32Array(words), new Int32Array(words)];
  return kept as [Int32Array, Int32Array];
}

/** `to` becomes the greater of each pixel and the one `step` words further on, in the first `count` words. */
function widenByWords(from: Int32Array, to: Int32Array, step: number, count: number): void {
  for (let at = 0; at < count; at++) {
    const here = from[at] as number;
    const there = from[at + step] as number;
    const isGreater = ((here | TOP_BITS) - there) & TOP_BITS;
    const mask = isGreater - (isGreater >>> 7);
    to[at] = there ^ ((here ^ there) & mask);
  }
}

/** As `widenByWords`, `step` pixels further on. */
function widenByPixels(from: Int32Array, to: Int32Array, step: number, count: number): void {
  if (step % 4 === 0) {
    widenByWords(from, to, step >> 2, count);
    return;
  }
  const words = step >> 2;
  const bits = (step & 3) * 8;
  for (let at = 0; at < count; at++) {
    const here = from[at] as number;
    const there = ((from[at + words] as number) >>> bits) | ((from[at + words + 1] as number) << (32 - bits));
    const isGreater = ((here | TOP_BITS) - there) & TOP_BITS;
    const mask = isGreater - (isGreater >>> 7);
    to[at] = there ^ ((here ^ there) & mask);
  }
}

/**
 * Dilation by a square of `size` px of a picture of values up to 127, and its negative: outside is 0. Windows grow by doubling, so that
 * their size hardly matters. `before`: how much of the window lies left of, or above, the pixel it is for.
 * @returns 127 less the greatest value about each pixel
 */
export function widenedNegative(
  data: Uint8Array,
  width: number,
  height: number,
  size: number,
  before: number,
): Uint8Array {
  const stride = ((width + size + 2) >> 2) + 2;
  const rows = height + size - 1;
  let [from, to] = workspace(stride * (rows + 1) + size);
  from.fill(0, 0, stride * (rows + 1) + size);
  const bytes = new Uint8Array(from.buffer);
  for (let y = 0; y < height; y++) {
    bytes.set(data.subarray(y * width, (y + 1) * width), (y + before) * stride * 4 + before);
  }
  let have = 1;
  for (; have * 2 <= size; have *= 2) {
    widenByPixels(from, to, have, stride * rows);
    [from, to] = [to, from];
  }
  widenByPixels(from, to, size - have, stride * rows);
  [from, to] = [to, from];
  have = 1;
  for (; have * 2 <= size; have *= 2) {
    widenByWords(from, to, have * stride, stride * (rows - 2 * have + 1));
    [from, to] = [to, from];
  }
  widenByWords(from, to, (size - have) * stride, stride * height);
  const out = new Uint8Array(width * height);
  for (let at = 0; at < stride * height; at++) to[at] = (to[at] as number) ^ ALL_BITS;
  const widened = new Uint8Array(to.buffer);
  for (let y = 0; y < height; y++) out.set(widened.subarray(y * stride * 4, y * stride * 4 + width), y * width);
  return out;
}
