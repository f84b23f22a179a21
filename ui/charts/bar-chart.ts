import { escapeMarkup } from '../../domain/escape-markup.js';
import { at, niceTicks } from './scale.js';

export type BarChart = {
  /** Unique on its page. */
  id: string;
  title: string;
  /** What is to be seen, in a sentence, for who does not see it. The figures stand in a table beside it. */
  description: string;
  bars: readonly { name: string; value: number; text: string }[];
};

const width = 640;
const row = 30;
const edge = { left: 230, right: 90, top: 6 };
/** More letters of a name than this do not fit beside its bar. */
const longest = 32;

/** Draws bars below each other as SVG, the longest first as wide as there is room. */
export function barChart({ id, title, description, bars }: BarChart): string {
  const highest = niceTicks(Math.max(0, ...bars.map(({ value }) => value))).at(-1) ?? 1;
  const inner = width - edge.left - edge.right;
  const height = edge.top * 2 + bars.length * row;
  const drawn = bars.map(({ name, value, text }, index) => {
    const top = edge.top + index * row;
    const long = (value / highest) * inner;
    const short = name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
    return (
      `<text class="surety-chart__text" x="${edge.left - 8}" y="${top + 19}" text-anchor="end">${escapeMarkup(short)}</text>` +
      `<rect class="surety-chart__bar" x="${edge.left}" y="${top + 4}" width="${at(Math.max(1, long))}" height="${row - 10}"/>` +
      `<text class="surety-chart__text" x="${at(edge.left + long + 6)}" y="${top + 19}">${escapeMarkup(text)}</text>`
    );
  });
  return (
    `<svg class="surety-chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">` +
    `<title id="${id}-title">${escapeMarkup(title)}</title><desc id="${id}-text">${escapeMarkup(description)}</desc>${drawn.join('')}</svg>`
  );
}
