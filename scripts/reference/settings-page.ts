import type { z } from 'zod';
import { serverSettingsSchema } from '../../server/settings';
import { workerSettingsSchema } from '../../worker/settings';
import { code, table, textOf, type Page } from './markdown';

/** The variables that server and worker read, from the schemas that read them. */
export function settingsPage(): Page {
  const readers: Readonly<Record<string, z.ZodObject>> = { server: serverSettingsSchema, worker: workerSettingsSchema };
  const names = [...new Set(Object.values(readers).flatMap((schema) => Object.keys(schema.shape)))].sort();
  return {
    file: 'settings.md',
    title: 'Settings of server and worker',
    intro:
      'Variables of the environment, read once at the start. A process refuses to start with the names of those that are missing or wrong; values are never printed, and one that is set to nothing counts as not set. What `leadline up` and the command line read besides stands in [operations.md](../operations.md).',
    body: [
      table(
        ['variable', 'read by', 'default', 'meaning'],
        names.map((name) => {
          const own = Object.entries(readers).filter(([, schema]) => name in schema.shape);
          // As just seen, there is at least one.
          const field = own[0]?.[1].shape[name] as z.ZodType;
          return [
            code(name),
            own.map(([reader]) => reader).join(', '),
            defaultOf(field),
            field.meta()?.description ?? '',
          ];
        }),
      ),
    ],
  };
}

function defaultOf(field: z.ZodType): string {
  const result = field.safeParse(undefined);
  if (!result.success) return '**must be set**';
  return result.data === undefined ? '' : code(textOf(result.data));
}
