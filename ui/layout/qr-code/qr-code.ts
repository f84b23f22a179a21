import { encode } from 'uqr';

/** A QR code as one path in a square of `size` units, with the four light units around it that readers need. */
export interface QrCode {
  size: number;
  path: string;
}

/** Draws a text as a QR code (ISO/IEC 18004) that bears 15 % of damage, as on a screen with a reflection. */
export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`));
  return { size, path: runs.join('') };
}

/** Where dark units stand in a row: start and length of each run. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  }
  return runs;
}
