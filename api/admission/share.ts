/** Of a hundred that come to sign in, so many are let in however hard it goes: what is begun may hang, and must not keep everybody out. */
const least = 0.02;

/**
 * The share of newcomers that are let in, half a second later: a third fewer while there is too much to do, a twentieth more while there
 * is not (additive increase, multiplicative decrease, as in TCP, RFC 5681). From the least to all it takes ten seconds.
 *
 * @param share from 0.02 to 1
 * @param pressure 1 and more is too much
 */
export function nextShare(share: number, pressure: number): number {
  return pressure >= 1 ? Math.max(least, share * 0.7) : Math.min(1, share + 0.05);
}
