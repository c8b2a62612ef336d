import { z } from 'zod';

/** What every process of Leadline must know: where its database and Temporal are, and what seals its secrets. */
export const platformShape = {
  LEADLINE_DATABASE_URL: z.string().min(1).meta({ description: 'Connection string of PostgreSQL, 15 or newer.' }),
  LEADLINE_TEMPORAL_ADDRESS: z
    .string()
    .min(1)
    .meta({ description: 'Temporal, 1.28 or newer: host:port, without TLS.' }),
  LEADLINE_TEMPORAL_NAMESPACE: z.string().min(1).default('default').meta({ description: 'Its namespace.' }),
  LEADLINE_SECRET_KEY_FILE: z.string().min(1).meta({
    description: 'A file with 32 bytes in base64 or hex, one key a line: seals tokens and signing secrets.',
  }),
  LEADLINE_FAILPOINT_FILE: z.string().optional().meta({
    description: 'Fault tests only: a file that names the failpoint to die at.',
  }),
};

export interface PlatformSettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly secretKeyFile: string;
  readonly failpointFile: string | undefined;
}

export const platformSettingsOf = (settings: z.output<z.ZodObject<typeof platformShape>>): PlatformSettings => ({
  databaseUrl: settings.LEADLINE_DATABASE_URL,
  temporalAddress: settings.LEADLINE_TEMPORAL_ADDRESS,
  temporalNamespace: settings.LEADLINE_TEMPORAL_NAMESPACE,
  secretKeyFile: settings.LEADLINE_SECRET_KEY_FILE,
  failpointFile: settings.LEADLINE_FAILPOINT_FILE,
});
