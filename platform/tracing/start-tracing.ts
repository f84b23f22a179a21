import type { Logger } from '../log/log.js';
import type { CommonConfig, ProcessName } from '../settings/config.js';
import { traceIds } from './ids.js';
import { traceBy } from './tracing.js';

export type TracingConfig = Pick<
  CommonConfig,
  'otelExporterOtlpEndpoint' | 'otelExporterOtlpHeaders' | 'otelTracesSamplerArg' | 'environment' | 'release'
>;

/** How long what was traced last may take to be sent when the process ends, in milliseconds. */
const patience = 2_000;

/**
 * Sends traces by OTLP over HTTP where `OTEL_EXPORTER_OTLP_ENDPOINT` says so; else loads nothing. To be called before Temporal is
 * connected. Which requests are traced is drawn here alone (`OTEL_TRACES_SAMPLER_ARG`): nobody outside has a say.
 *
 * @returns what ends it, sending what is left
 */
export async function startTracing(
  config: TracingConfig,
  process: ProcessName,
  log: Logger,
): Promise<() => Promise<void>> {
  const {
    otelExporterOtlpEndpoint: endpoint,
    otelExporterOtlpHeaders: headers = {},
    otelTracesSamplerArg: share,
  } = config;
  if (!endpoint) return async () => {};
  const otel = await import('./opentelemetry.js');
  const exporter = new otel.OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers });
  const sampler = new otel.ParentBasedSampler({ root: new otel.TraceIdRatioBasedSampler(share) });
  const provider = new otel.NodeTracerProvider({
    sampler,
    idGenerator: traceIds,
    spanProcessors: [new otel.BatchSpanProcessor(exporter)],
    resource: otel.resourceFromAttributes({
      'service.name': `surety-${process}`,
      'service.version': config.release,
      'deployment.environment.name': config.environment,
    }),
  });
  provider.register({ propagator: null });
  const lost = () => log.warn('traces could not be sent');
  otel.diag.setLogger(
    { error: lost, warn: () => {}, info: () => {}, debug: () => {}, verbose: () => {} },
    otel.DiagLogLevel.ERROR,
  );
  traceBy(provider.getTracer('surety', config.release));
  return async () => {
    traceBy(undefined);
    await Promise.race([
      provider.shutdown().catch(lost),
      new Promise((resolve) => setTimeout(resolve, patience).unref()),
    ]);
  };
}
