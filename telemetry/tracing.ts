import { setTimeout as sleep } from 'node:timers/promises';
import type { Tracer } from '@opentelemetry/api';

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what has not been sent, unless the collector takes too long to take it. */
  stop(): Promise<void>;
}

const LAST_WORDS_MS = 3_000;

/**
 * Opens a way to a collector, by OTLP over HTTP. The SDK is loaded here and nowhere else: a process that is not traced does not
 * know it.
 */
export async function startTracing(options: {
  readonly endpoint: string;
  /** The share of traces that are begun, 0 to 1; one that was begun is followed to its end. */
  readonly share: number;
  readonly process: 'server' | 'worker';
  readonly version: string;
}): Promise<Tracing> {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${options.endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `leadline-${options.process}`,
      'service.version': options.version,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.share) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  });
  return {
    tracer: provider.getTracer('leadline', options.version),
    // A collector that is away is no reason to fail, nor to wait.
    stop: () =>
      Promise.race([provider.shutdown().catch(() => undefined), sleep(LAST_WORDS_MS, undefined, { ref: false })]),
  };
}
