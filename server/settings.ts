import { z } from 'zod';
import { setVariables } from '../host/set-variables';
import { telemetrySettingsOf, telemetryShape, type TelemetrySettings } from '../telemetry/settings';

export const serverSettingsSchema = z.object({
  LEADLINE_DATABASE_URL: z.string().min(1).meta({ description: 'Connection string of PostgreSQL, 15 or newer.' }),
  LEADLINE_TEMPORAL_ADDRESS: z
    .string()
    .min(1)
    .meta({ description: 'Temporal, 1.28 or newer: host:port, without TLS.' }),
  LEADLINE_TEMPORAL_NAMESPACE: z.string().min(1).default('default').meta({ description: 'Its namespace.' }),
  LEADLINE_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: "Temporal's web UI, for links to a lead's workflow." }),
  LEADLINE_SECRET_KEY_FILE: z.string().min(1).meta({
    description: 'A file with 32 bytes in base64 or hex, one key a line: seals tokens and signing secrets.',
  }),
  LEADLINE_HTTP_HOST: z.string().min(1).default('127.0.0.1').meta({ description: 'Where the public port listens.' }),
  /** 0: any free port; the line that says the server is ready tells which. */
  LEADLINE_HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(4700).meta({
    description: 'The public port: console, API, webhooks, health. 0 is any free port.',
  }),
  LEADLINE_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: 'How vendors address this server; signatures over the address are checked against it.' }),
  LEADLINE_CONSOLE_DIR: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The folder of the built console, which is served at /. Without it there is none.' }),
  LEADLINE_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0).meta({
    description: 'How many proxies stand in front: so many addresses of X-Forwarded-For are believed.',
  }),
  ...telemetryShape,
  LEADLINE_FAILPOINT_FILE: z.string().optional().meta({
    description: 'Fault tests only: a file that names the failpoint to die at.',
  }),
});

export interface ServerSettings extends TelemetrySettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly temporalUiUrl: string | null;
  readonly secretKeyFile: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly consoleDir: string | null;
  readonly trustedProxies: number;
  readonly failpointFile: string | undefined;
}

/** Reads the server's settings, once. Throws with the names of the variables that are missing or wrong, never with values. */
export function readServerSettings(env: Readonly<Record<string, string | undefined>>): ServerSettings {
  const parsed = serverSettingsSchema.safeParse(setVariables(env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The server's environment is not complete: ${lines.join('; ')}`);
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.LEADLINE_DATABASE_URL,
    temporalAddress: settings.LEADLINE_TEMPORAL_ADDRESS,
    temporalNamespace: settings.LEADLINE_TEMPORAL_NAMESPACE,
    temporalUiUrl: settings.LEADLINE_TEMPORAL_UI_URL?.replace(/\/$/, '') ?? null,
    secretKeyFile: settings.LEADLINE_SECRET_KEY_FILE,
    host: settings.LEADLINE_HTTP_HOST,
    port: settings.LEADLINE_HTTP_PORT,
    publicUrl: settings.LEADLINE_PUBLIC_URL ?? null,
    consoleDir: settings.LEADLINE_CONSOLE_DIR ?? null,
    trustedProxies: settings.LEADLINE_TRUSTED_PROXIES,
    ...telemetrySettingsOf(settings),
    failpointFile: settings.LEADLINE_FAILPOINT_FILE,
  };
}
