import { z } from 'zod';

/** What server and worker alike read of the environment about themselves. */
export const telemetryShape = {
  LEADLINE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').meta({
    description: 'What is logged, as JSON lines on stderr.',
  }),
  LEADLINE_ADMIN_HOST: z.string().min(1).default('127.0.0.1').meta({
    description: 'Where the admin port listens. It answers without a key: leave it to a private network.',
  }),
  /** 0: any free port; the line that says the process is ready tells which. */
  LEADLINE_ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).optional().meta({
    description:
      'The admin port: `/healthz`, `/readyz`, `/metrics`. Off unless set; 0 is any free port. Under `up` the worker takes the one after it.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description:
        'Where traces go, by OTLP over HTTP (`http://collector:4318`). Off unless set; with Node 22.15 or newer.',
    }),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1).meta({
    description: 'The share of webhooks that are traced, 0 to 1.',
  }),
};

export interface TelemetrySettings {
  readonly logLevel: string;
  readonly admin: { readonly host: string; readonly port: number } | null;
  readonly traces: { readonly endpoint: string; readonly share: number } | null;
}

export const telemetrySettingsOf = (settings: z.output<z.ZodObject<typeof telemetryShape>>): TelemetrySettings => ({
  logLevel: settings.LEADLINE_LOG_LEVEL,
  admin:
    settings.LEADLINE_ADMIN_PORT === undefined
      ? null
      : { host: settings.LEADLINE_ADMIN_HOST, port: settings.LEADLINE_ADMIN_PORT },
  traces:
    settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? null
      : { endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT, share: settings.OTEL_TRACES_SAMPLER_ARG },
});
