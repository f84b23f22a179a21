/** What the screen may show while it lights the face: pale enough to be no saturated red (WCAG 2.3.1), far apart in hue. */
export const COLOURS = ['amber', 'green', 'blue', 'violet'] as const;

export type Colour = (typeof COLOURS)[number];

/** As shown, in sRGB. Red is at most 0.67 of each in linear light; the "saturated red" of WCAG begins at 0.8. */
export const SHOWN: Readonly<Record<Colour, readonly [red: number, green: number, blue: number]>> = {
  amber: [255, 180, 60],
  green: [40, 210, 80],
  blue: [50, 100, 255],
  violet: [215, 70, 240],
};

/** From one colour to the next the screen takes so long, in milliseconds: a fade, not a flash. */
export const COLOUR_FADE = 300;
/** Until a picture is taken in a colour, in milliseconds from when the browser began to show it: screens and cameras lag behind. */
export const COLOUR_SETTLES = 670;

/** Linear light of a byte of sRGB (IEC 61966-2-1), 0–1. */
export function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Which way this colour's light moves what it falls on: more red than green, more blue than green. */
export function hueOf(colour: Colour): readonly [red: number, blue: number] {
  const [red, green, blue] = SHOWN[colour];
  return [linear(red) - linear(green), linear(blue) - linear(green)];
}
