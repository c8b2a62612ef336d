import { z } from 'zod';

const settingsSchema = z.object({
  LEADLINE_DATABASE_URL: z.string().min(1),
  LEADLINE_TEMPORAL_ADDRESS: z.string().min(1),
  LEADLINE_TEMPORAL_NAMESPACE: z.string().default('default'),
  /** A file with 32 bytes in base64 or hex: what seals the connections' secrets. */
  LEADLINE_SECRET_KEY_FILE: z.string().min(1),
  LEADLINE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Fault tests: a file that names the failpoint to die at. */
  LEADLINE_FAILPOINT_FILE: z.string().optional(),
});

export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly secretKeyFile: string;
  readonly logLevel: string;
  readonly failpointFile: string | undefined;
}

/** Reads the worker's settings. Throws with the names of the variables that are missing or wrong, never with their values. */
export function readWorkerSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const parsed = settingsSchema.safeParse(env);
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
    logLevel: settings.LEADLINE_LOG_LEVEL,
    failpointFile: settings.LEADLINE_FAILPOINT_FILE,
  };
}
