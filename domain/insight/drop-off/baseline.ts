import { dueAt, type HourlyCounts, type HourNumber, hitAt, hoursOfDay, weekdayOf } from './counts.js';
import { type Counted, effects, pooled } from './effects.js';

/** What a series is compared with: its own past. */
export interface Baseline {
  /** The share that is lost in each hour of the week, from Monday, 0 o’clock, on. */
  rates: readonly number[];
  /** How strongly people of one day share their luck, with what the past leaves unsure: between 0 and 1. */
  correlation: number;
  /** The share of people who get on in the hour after they came. */
  late: number;
}

/** Hours that a baseline learns from: four weeks. */
export const learntHours = 28 * hoursOfDay;
/** The last hours before now teach nothing: a fault must be told before it can be learnt. */
export const guardHours = 3 * hoursOfDay;

const blockHours = 4;
/** After so many days something counts half. */
const halfLifeDays = 14;
/** What is added so that a series with no past is not thought to be sure: so many people, at the rate of the others. */
const priorPeople = 40;
/** Days vary even where four weeks do not show it; and how much a series’ own four weeks say beside that. */
const leastCorrelation = 0.0008;
const [priorCorrelation, priorPairs] = [0.002, 4_000];
/** A day further away than so many standard deviations is not of the past that one compares with. */
const strangeDay = 4;
const shareOfExtremes = 0.1;

/**
 * Learns from whole days.
 * @param counts hours that are known; an hour in which an incident was live must be given as 0 of 0
 * @param from the place in `counts` where learning begins, the first hour of a day
 * @param first which hour that is
 * @param late the share of people who get on in the hour after they came: of a reason, that of its step
 * @param typical the rate of the same step and reason among all partners, for series without a past
 */
export function learn(counts: HourlyCounts, from: number, first: HourNumber, late: number, typical: number): Baseline {
  const days = daysOf(counts, from, first, late).filter(({ entered }) => entered > 0);
  const kept = withoutStrangeDays(days);
  const everything = pooled(kept);
  const people = everything.entered + priorPeople;
  const rate = within((everything.hit + typical * priorPeople) / people);
  const perDay =
    everything.entered /
    Math.max(
      1,
      kept.reduce((sum, day) => sum + day.weight, 0),
    );
  const spreadAt = (correlation: number) => rate * (1 - rate) * (1 + perDay * correlation);
  // What days of one weekday do not have in common, first: else Sundays that are all alike would count as days that differ.
  const spread = spreadAt(correlationOf(kept, ownWeekdays(kept, rate), 7));
  const byDay = effects(kept, 7, (day) => [{ group: day.weekday, ...day }], rate, spread);
  const correlation = correlationOf(kept, ({ weekday }) => within(rate + (byDay[weekday] ?? 0)));
  const byBlock = effects(kept, hoursOfDay / blockHours, (day) => day.blocks, rate, spread);
  const rates = Array.from({ length: 7 * hoursOfDay }, (_, hour) =>
    within(
      rate + (byDay[Math.floor(hour / hoursOfDay)] ?? 0) + (byBlock[Math.floor((hour % hoursOfDay) / blockHours)] ?? 0),
    ),
  );
  return { rates, correlation: correlation + (1 + perDay * correlation) / people, late };
}

interface Day extends Counted {
  weekday: number;
  blocks: { group: number; entered: number; hit: number }[];
}

function daysOf(counts: HourlyCounts, from: number, first: HourNumber, late: number): Day[] {
  const days: Day[] = [];
  const length = learntHours / hoursOfDay;
  for (let day = 0; day < length; day++) {
    const blocks = Array.from({ length: hoursOfDay / blockHours }, (_, group) => ({ group, entered: 0, hit: 0 }));
    let [entered, hit] = [0, 0];
    for (let hour = 0; hour < hoursOfDay; hour++) {
      const at = from + day * hoursOfDay + hour;
      const came = dueAt(counts, at, late);
      const lost = hitAt(counts, at, came);
      const block = blocks[Math.floor(hour / blockHours)];
      if (block) {
        block.entered += came;
        block.hit += lost;
      }
      entered += came;
      hit += lost;
    }
    const weight = 0.5 ** ((length - 1 - day) / halfLifeDays);
    days.push({
      entered,
      hit: Math.max(0, Math.min(hit, entered)),
      weight,
      weekday: weekdayOf(first + day * hoursOfDay),
      blocks,
    });
  }
  return days;
}

/**
 * Without the days that their like cannot explain: a fault that nobody saw is not learnt. A day's like are those of its weekday but the worst of them, and a little
 * of the middle of all days, which counts where few people come.
 */
function withoutStrangeDays(days: readonly Day[]): Day[] {
  const byRate = (some: readonly Day[]) => [...some].sort((a, b) => a.hit / a.entered - b.hit / b.entered);
  const cut = Math.floor(days.length * shareOfExtremes);
  const middle = byRate(days).slice(cut, days.length - cut);
  const all = pooled(middle);
  const usual = within((all.hit + 0.5) / (all.entered + 1));
  const likes = Array.from({ length: 7 }, (_, weekday) => {
    const { entered, hit } = pooled(byRate(days.filter((day) => day.weekday === weekday)).slice(0, -1));
    return within((hit + usual * priorPeople) / (entered + priorPeople));
  });
  const rateOf = ({ weekday }: Day) => likes[weekday] ?? usual;
  const correlation = correlationOf(middle, rateOf, 7);
  return days.filter((day) => {
    const rate = rateOf(day);
    const variance = day.entered * rate * (1 - rate) * (1 + (day.entered - 1) * correlation);
    return Math.abs(day.hit - day.entered * rate) <= strangeDay * Math.sqrt(variance) + 1;
  });
}

/** The rate of each weekday by itself. */
function ownWeekdays(days: readonly Day[], rate: number): (day: Day) => number {
  const rates = Array.from({ length: 7 }, (_, weekday) => {
    const { entered, hit } = pooled(days.filter((day) => day.weekday === weekday));
    return within(entered > 0 ? hit / entered : rate);
  });
  return ({ weekday }) => rates[weekday] ?? rate;
}

/**
 * By the moments: how much more days differ than chance alone would make them, drawn towards what is usual.
 * @param fitted how many rates were made from these days
 */
function correlationOf(days: readonly Day[], rateOf: (day: Day) => number, fitted = 1): number {
  let [excess, pairs] = [priorCorrelation * priorPairs + fitted, priorPairs];
  for (const day of days) {
    const { entered, hit } = day;
    const rate = rateOf(day);
    excess += (hit - entered * rate) ** 2 / (entered * rate * (1 - rate)) - 1;
    pairs += entered - 1;
  }
  return Math.min(0.2, Math.max(leastCorrelation, excess / pairs));
}

const within = (rate: number) => Math.min(0.98, Math.max(0.002, rate));
