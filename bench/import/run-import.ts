import { join } from 'node:path';
import { z } from 'zod';
import { watchHandOffs } from './watch-hand-offs';
import { EXAMPLE, type WholeInstance } from './whole-instance';

/** What `leadline import --wait --output json` says, as far as it is read here. */
const reportSchema = z.object({
  rows: z.int(),
  refused: z.object({ total: z.int() }),
  drained: z.object({ seconds: z.number(), mqls: z.int(), handOffs: z.int() }),
});

export interface ImportRun {
  /** Until everything has come through: scored, moved, handed off and in the CRM. */
  readonly seconds: number;
  readonly mqls: number;
  readonly handOffs: number;
  /** From the beginning of the import to the last hand-off. */
  readonly handOffsPerSecond: number;
  /** Calls that HubSpot was sent, by endpoint. */
  readonly calls: Readonly<Record<string, number>>;
}

/** Imports the file into a running instance by the command line and waits until everything has come through. */
export async function runImport(
  instance: WholeInstance,
  file: { readonly path: string; readonly quiet: boolean },
): Promise<ImportRun> {
  await instance.hubspot.resetCounters();
  const watch = watchHandOffs(instance.db);
  const mapping = ['--mapping', join(EXAMPLE, 'mapping.yaml')];
  const printed = await instance.leadline(
    ...['import', 'leads', file.path, ...mapping, '--wait'],
    ...(file.quiet ? ['--quiet'] : []),
  );
  const { drained, refused, rows } = reportSchema.parse(printed);
  if (refused.total > 0) throw new Error(`${refused.total} of ${rows} rows were refused.`);
  const { lastAt } = await watch.stop();
  const { started_at: startedAt } = await instance.db
    .selectFrom('import_run')
    .select('started_at')
    .executeTakeFirstOrThrow();
  const { byEndpoint: calls } = await instance.hubspot.counters({ portalId: instance.portalId });
  return { ...drained, handOffsPerSecond: (1_000 * drained.handOffs) / (lastAt - startedAt), calls };
}

export const callCount = (calls: ImportRun['calls']): number =>
  Object.values(calls).reduce((sum, count) => sum + count, 0);
