import type { GreyImage } from '../image/image.js';

/** Cells of so many pixels: about a letter of the machine-readable zone. */
const CELL = 8;
/** Nothing but burnt-out paper in a cell. */
const BLANK = 243;
/** Letters on white paper: the cell holds both. */
const PAPER = 240;
const INK = 110;
/** From cell to cell the print becomes paler by at least so much, over so many cells at least: the end of a line is steeper. */
const STEP = 12;
const FADING = 2;
const LONGEST = 8;
/** The reflection is blank for so many cells around its middle, which lies so far from where print begins to fade, and so far above or below. */
const CORE = 3;
const REACH = [4, 16] as const;
const ROWS = 9;

interface Cells {
  width: number;
  height: number;
  darkest: Uint8Array;
  lightest: Uint8Array;
}

/** A cell of dark print after which, `step` to its right (1) or left (-1), print becomes paler until there is none. */
interface Fade {
  x: number;
  y: number;
  step: 1 | -1;
}

/**
 * How many lines of print fade out towards one and the same blank patch: what a lamp mirrored in white paper leaves, where nothing but the
 * print tells the paper from the reflection. Lines are counted in rows of 8 pixels; good photos come to 2 at most.
 */
export function fadedPrint(grey: GreyImage): number {
  const cells = cellsOf(grey);
  const fades = fadesIn(cells);
  let most = 0;
  if (fades.length === 0) return most;
  for (let y = CORE; y < cells.height - CORE; y++) {
    for (let x = CORE; x < cells.width - CORE; x++) {
      if (!isBlankAround(cells, x, y)) continue;
      const towards = fades.filter((fade) => {
        const ahead = (x - fade.x) * fade.step;
        return ahead >= REACH[0] && ahead <= REACH[1] && Math.abs(fade.y - y) <= ROWS;
      });
      if (towards.length > most) most = Math.max(most, new Set(towards.map((fade) => fade.y * fade.step)).size);
    }
  }
  return most;
}

function cellsOf({ width, height, data }: GreyImage): Cells {
  const size = { width: Math.ceil(width / CELL), height: Math.ceil(height / CELL) };
  const darkest = new Uint8Array(size.width * size.height).fill(255);
  const lightest = new Uint8Array(size.width * size.height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = ((y / CELL) | 0) * size.width;
    for (let x = 0; x < width; x++, at++) {
      const cell = row + ((x / CELL) | 0);
      const value = data[at] as number;
      if (value < (darkest[cell] as number)) darkest[cell] = value;
      if (value > (lightest[cell] as number)) lightest[cell] = value;
    }
  }
  return { ...size, darkest, lightest };
}

function fadesIn({ width, height, darkest, lightest }: Cells): Fade[] {
  const fades: Fade[] = [];
  const isOnPaper = (cell: number): boolean => (lightest[cell] as number) >= PAPER;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = y * width + x;
      if ((darkest[start] as number) > INK || !isOnPaper(start)) continue;
      for (const step of [1, -1] as const) {
        // How many cells there are in this direction.
        const room = step > 0 ? width - 1 - x : x;
        let last = darkest[start] as number;
        let away = 1;
        for (; away < LONGEST && away <= room; away++) {
          const cell = start + away * step;
          const value = darkest[cell] as number;
          if (value <= last + STEP || value >= PAPER || !isOnPaper(cell)) break;
          last = value;
        }
        const blank = [away, away + 1].every(
          (after) => after <= room && (darkest[start + after * step] as number) >= BLANK,
        );
        if (away > FADING && blank) fades.push({ x, y, step });
      }
    }
  }
  return fades;
}

function isBlankAround({ width, darkest }: Cells, x: number, y: number): boolean {
  for (let row = y - CORE; row <= y + CORE; row++) {
    for (let cell = row * width + x - CORE, end = cell + 2 * CORE; cell <= end; cell++) {
      if ((darkest[cell] as number) < BLANK) return false;
    }
  }
  return true;
}
