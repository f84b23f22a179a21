import { Gauge } from 'prom-client';
import { keepDoing } from '../../platform/keep-doing.js';
import type { Logger } from '../../platform/log/log.js';
import { registry } from '../../platform/metrics/metrics.js';
import { mostUnderWay, type Pressure } from './pressure.js';
import { nextShare } from './share.js';

/** Whether newcomers may begin now, so that those who have begun can go on. */
export interface Admission {
  /** Asked once for each newcomer. */
  admits(now: number): boolean;
  /** Counts a request as under way until the returned function is called. */
  begin: Pressure['begin'];
  /** There is so much under way that nothing more may be taken on, not even of those who have begun. */
  full(): boolean;
  /** Looks how it goes and adapts; about twice a second. */
  adapt(): void;
}

const share = new Gauge({
  name: 'surety_admission_share',
  help: 'Share of newcomers let in to sign in: 1 is all',
  registers: [registry],
});
const underWay = new Gauge({
  name: 'surety_http_requests_in_progress',
  help: 'HTTP requests under way',
  registers: [registry],
});

/** @param perSecond newcomers that the operator lets in each second at most: a waiting room for a day on which very many come */
export function createAdmission(pressure: Pressure, perSecond = Number.POSITIVE_INFINITY): Admission {
  let open = 1;
  /** What is left of the share for the next ones: when it reaches one, somebody is let in. */
  let credit = 1;
  let places = perSecond;
  let filled = 0;

  const takePlace = (now: number): boolean => {
    if (perSecond === Number.POSITIVE_INFINITY) return true;
    places = Math.min(perSecond, places + ((now - filled) / 1_000) * perSecond);
    filled = now;
    if (places < 1) return false;
    places -= 1;
    return true;
  };

  return {
    admits(now) {
      credit = Math.min(1, credit) + open;
      if (credit < 1 || !takePlace(now)) return false;
      credit -= 1;
      return true;
    },
    begin: pressure.begin,
    full: () => pressure.underWay() >= mostUnderWay,
    adapt() {
      open = nextShare(open, pressure.read());
      share.set(open);
      underWay.set(pressure.underWay());
    },
  };
}

/** @returns what ends it */
export const keepAdapting = (admission: Admission, log: Logger): (() => Promise<void>) =>
  keepDoing(async () => admission.adapt(), { everyMs: 500, log, failure: 'admission does not adapt' });
