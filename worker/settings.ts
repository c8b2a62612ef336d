import { z } from 'zod';
import { setVariables } from '../host/set-variables';
import { telemetrySettingsOf, telemetryShape, type TelemetrySettings } from '../telemetry/settings';

export const workerSettingsSchema = z.object({
  LEADLINE_DATABASE_URL: z.string().min(1).meta({ description: 'Connection string of PostgreSQL, 15 or newer.' }),
  LEADLINE_TEMPORAL_ADDRESS: z
    .string()
    .min(1)
    .meta({ description: 'Temporal, 1.28 or newer: host:port, without TLS.' }),
  LEADLINE_TEMPORAL_NAMESPACE: z.string().min(1).default('default').meta({ description: 'Its namespace.' }),
  LEADLINE_SECRET_KEY_FILE: z.string().min(1).meta({
    description: 'A file with 32 bytes in base64 or hex, one key a line: seals tokens and signing secrets.',
  }),
  LEADLINE_TEMPORAL_METRICS_ADDRESS: z
    .string()
    .regex(/^\S+:\d+$/, 'must be host:port')
    .optional()
    .meta({
      description: "Where the metrics of Temporal's SDK are served: host:port, path `/metrics`. Off unless set.",
    }),
  ...telemetryShape,
  LEADLINE_FAILPOINT_FILE: z.string().optional().meta({
    description: 'Fault tests only: a file that names the failpoint to die at.',
  }),
});

export interface WorkerSettings extends TelemetrySettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly secretKeyFile: string;
  readonly temporalMetricsAddress: string | null;
  readonly failpointFile: string | undefined;
}

/** Reads the worker's settings. Throws with the names of the variables that are missing or wrong, never with their values. */
export function readWorkerSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const parsed = workerSettingsSchema.safeParse(setVariables(env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The worker's environment is not complete: ${lines.join('; ')}`);
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.LEADLINE_DATABASE_URL,
    temporalAddress: settings.LEADLINE_TEMPORAL_ADDRESS,
    temporalNamespace: settings.LEADLINE_TEMPORAL_NAMESPACE,
    secretKeyFile: settings.LEADLINE_SECRET_KEY_FILE,
    temporalMetricsAddress: settings.LEADLINE_TEMPORAL_METRICS_ADDRESS ?? null,
    ...telemetrySettingsOf(settings),
    failpointFile: settings.LEADLINE_FAILPOINT_FILE,
  };
}
