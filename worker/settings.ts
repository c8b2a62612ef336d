import { z } from 'zod';
import { readEnvironment, type Environment } from '../host/environment';
import { platformSettingsOf, platformShape, type PlatformSettings } from '../host/platform-settings';
import { telemetrySettingsOf, telemetryShape, type TelemetrySettings } from '../telemetry/settings';

export const workerSettingsSchema = z.object({
  ...platformShape,
  LEADLINE_TEMPORAL_METRICS_ADDRESS: z
    .string()
    .regex(/^\S+:\d+$/, 'must be host:port')
    .optional()
    .meta({
      description: "Where the metrics of Temporal's SDK are served: host:port, path `/metrics`. Off unless set.",
    }),
  ...telemetryShape,
});

export interface WorkerSettings extends PlatformSettings, TelemetrySettings {
  readonly temporalMetricsAddress: string | null;
}

/** Reads the worker's settings. Throws with the names of the variables that are missing or wrong, never with their values. */
export function readWorkerSettings(env: Environment): WorkerSettings {
  const settings = readEnvironment(workerSettingsSchema, { env, whose: 'worker' });
  return {
    ...platformSettingsOf(settings),
    temporalMetricsAddress: settings.LEADLINE_TEMPORAL_METRICS_ADDRESS ?? null,
    ...telemetrySettingsOf(settings),
  };
}
