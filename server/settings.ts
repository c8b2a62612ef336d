import { z } from 'zod';
import { readEnvironment, type Environment } from '../host/environment';
import { platformSettingsOf, platformShape, type PlatformSettings } from '../host/platform-settings';
import { telemetrySettingsOf, telemetryShape, type TelemetrySettings } from '../telemetry/settings';

export const serverSettingsSchema = z.object({
  ...platformShape,
  LEADLINE_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ description: "Temporal's web UI, for links to a lead's workflow." }),
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
});

export interface ServerSettings extends PlatformSettings, TelemetrySettings {
  readonly temporalUiUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly consoleDir: string | null;
  readonly trustedProxies: number;
}

/** Reads the server's settings, once. Throws with the names of the variables that are missing or wrong, never with values. */
export function readServerSettings(env: Environment): ServerSettings {
  const settings = readEnvironment(serverSettingsSchema, { env, whose: 'server' });
  return {
    ...platformSettingsOf(settings),
    temporalUiUrl: settings.LEADLINE_TEMPORAL_UI_URL?.replace(/\/$/, '') ?? null,
    host: settings.LEADLINE_HTTP_HOST,
    port: settings.LEADLINE_HTTP_PORT,
    publicUrl: settings.LEADLINE_PUBLIC_URL ?? null,
    consoleDir: settings.LEADLINE_CONSOLE_DIR ?? null,
    trustedProxies: settings.LEADLINE_TRUSTED_PROXIES,
    ...telemetrySettingsOf(settings),
  };
}
