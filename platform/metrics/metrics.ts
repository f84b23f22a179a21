import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The metrics of this process. Labels take few, fixed values: never an id, a partner's reference or anything personal. */
export const registry = new Registry();

/** Adds what Node itself can tell (memory, CPU, event loop); once per process. */
export function watchProcess(): void {
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry });
}

/** Seconds from a request's arrival to the end of its answer, by the route's pattern, not by its address. */
export const httpDuration = new Histogram({
  name: 'surety_http_request_duration_seconds',
  help: 'Time to answer an HTTP request',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

/** A counter by this name (`surety_…_total`): the same one when asked for again. */
export function counter<L extends string = string>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
): Counter<L> {
  const known = registry.getSingleMetric(name) as Counter<L> | undefined;
  return known ?? new Counter({ name, help, labelNames, registers: [registry] });
}

/** A histogram of seconds by this name (`surety_…_seconds`): the same one when asked for again. */
export function histogram<L extends string = string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  buckets: number[],
): Histogram<L> {
  const known = registry.getSingleMetric(name) as Histogram<L> | undefined;
  return known ?? new Histogram({ name, help, labelNames, buckets, registers: [registry] });
}

/** A value that goes up and down (`surety_…`): the same one when asked for again. */
export function gauge<L extends string = string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
  const known = registry.getSingleMetric(name) as Gauge<L> | undefined;
  return known ?? new Gauge({ name, help, labelNames, registers: [registry] });
}
