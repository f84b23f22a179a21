import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A request waits so long, on average, for its turn on the event loop (ms) where there is too much to do. */
const longDelay = 100;
/** With fewer under way it is not they who keep the machine busy, and turning people away would not help. */
const someUnderWay = 20;
/** So many requests under way at once are too many: where a request waits for the database, a hash or a workflow, more and more are. */
const manyUnderWay = 200;
/** With so many, nothing more is taken on at all: what they hold is memory. */
export const mostUnderWay = 1_000;

/** How hard it goes in this process. */
export interface Pressure {
  /** Counts a request as under way until the returned function is called. */
  begin(): () => void;
  underWay(): number;
  /** Since it was asked the last time: 1 and more is too much. */
  read(): number;
}

export function measurePressure(): Pressure {
  let underWay = 0;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    begin() {
      underWay += 1;
      let over = false;
      return () => {
        if (!over) underWay -= 1;
        over = true;
      };
    },
    underWay: () => underWay,
    read() {
      // Without a single turn since then, it is stuck, or was asked at once again.
      const mean = Number.isNaN(delay.mean) ? 0 : delay.mean / 1e6;
      delay.reset();
      return Math.max(Math.min(mean / longDelay, underWay / someUnderWay), underWay / manyUnderWay);
    },
  };
}
