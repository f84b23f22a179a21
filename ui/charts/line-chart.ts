import { escapeMarkup } from '../../domain/escape-markup.js';
import { at, niceTicks } from './scale.js';

/** A line through values, one for each place of the axis; undefined leaves a gap. */
export type Line = {
  name: string;
  values: readonly (number | undefined)[];
  /** Between which the value is expected to lie. */
  band?: readonly ({ low: number; high: number } | undefined)[];
  /** What is expected, not what was. */
  expected?: boolean;
};

export type LineChart = {
  /** Unique on its page. */
  id: string;
  title: string;
  /** What is to be seen, in a sentence, for who does not see it. The figures stand in a table beside it. */
  description: string;
  /** The places of the axis, in order. */
  places: readonly string[];
  lines: readonly Line[];
  number: (value: number) => string;
};

const width = 640;
const height = 260;
const edge = { left: 64, right: 12, top: 12, bottom: 30 };
/** Places that are named below the axis. */
const named = 5;

/** Draws lines over time as SVG, without any style of its own: its classes are in ui/styles/charts.css. Lines differ by dashes, not by colour alone. */
export function lineChart({ id, title, description, places, lines, number }: LineChart): string {
  const values = lines.flatMap(({ values: some, band = [] }) => [...some, ...band.map((one) => one?.high)]);
  const ticks = niceTicks(Math.max(0, ...values.map((value) => value ?? 0)));
  const highest = ticks.at(-1) ?? 1;
  const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
  const x = (index: number) =>
    edge.left + (places.length < 2 ? inner.width / 2 : (index / (places.length - 1)) * inner.width);
  const y = (value: number) => edge.top + inner.height * (1 - value / highest);
  const grid = ticks.map(
    (tick) =>
      `<line class="surety-chart__grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/>` +
      `<text class="surety-chart__text" x="${edge.left - 8}" y="${at(y(tick) + 4)}" text-anchor="end">${escapeMarkup(number(tick))}</text>`,
  );
  const every = Math.max(1, Math.ceil((places.length - 1) / (named - 1)));
  const names = places.flatMap((place, index) => {
    if (index % every !== 0) return [];
    const anchor = index === 0 ? 'start' : x(index) > width - 60 ? 'end' : 'middle';
    return [
      `<text class="surety-chart__text" x="${at(x(index))}" y="${height - 8}" text-anchor="${anchor}">${escapeMarkup(place)}</text>`,
    ];
  });
  const drawn = lines.map((line, index) => {
    const band = (line.band ?? []).flatMap((one, place) => (one ? [{ place, ...one }] : []));
    const around = [
      ...band.map(({ place, high }) => `${at(x(place))},${at(y(high))}`),
      ...band.toReversed().map(({ place, low }) => `${at(x(place))},${at(y(low))}`),
    ];
    const kind = line.expected ? 'expected' : String(index + 1);
    const area = around.length > 0 ? `<polygon class="surety-chart__band" points="${around.join(' ')}"/>` : '';
    return `${area}<path class="surety-chart__line surety-chart__line--${kind}" d="${path(line.values, x, y)}"/>`;
  });
  return (
    `<svg class="surety-chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">` +
    `<title id="${id}-title">${escapeMarkup(title)}</title><desc id="${id}-text">${escapeMarkup(description)}</desc>` +
    `${grid.join('')}${names.join('')}${drawn.join('')}</svg>`
  );
}

function path(values: Line['values'], x: (index: number) => number, y: (value: number) => number): string {
  let begun = false;
  return values
    .flatMap((value, index) => {
      if (value === undefined) {
        begun = false;
        return [];
      }
      const move = begun ? 'L' : 'M';
      begun = true;
      return [`${move}${at(x(index))} ${at(y(value))}`];
    })
    .join('');
}
