import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadWorkspace, type Workspace } from '../../config/workspace';
import { noFailpoint } from '../../domain/failpoint';
import type { LeadId } from '../../domain/lead';
import { importFile } from '../../pipeline/import/import-file';
import { loadMapping } from '../../pipeline/import/load-mapping';
import { scoreWaiting } from '../../pipeline/score';
import { applyConnections } from '../../store/connection';
import type { Database } from '../../store/database';
import { createDatabaseOn } from '../../test/integration/harness/database';
import { EXAMPLE } from './whole-instance';

/** The same leads in a database of their own, scored, each waiting for its first wake. */
export interface Copy {
  readonly db: Database;
  readonly workspace: Workspace;
  /** Those who are to be woken, the longest waiting first. */
  readonly leadIds: readonly LeadId[];
  drop(): Promise<void>;
}

export async function prepareCopy(server: string, csvPath: string): Promise<Copy> {
  const database = await createDatabaseOn(server, { maxConnections: 16 });
  const { db } = database;
  const workspace = exampleWorkspace();
  await applyConnections(db, { connections: workspace.connections, now: Date.now() });
  // Nobody is handed off while no CRM is connected.
  await db
    .updateTable('connection')
    .set({ secrets: Buffer.from('sealed') })
    .execute();
  const mappingText = await readFile(join(EXAMPLE, 'mapping.yaml'), 'utf8');
  const mapping = loadMapping('mapping.yaml', mappingText);
  if (!mapping.ok) throw new Error('The mapping of the example has problems.');
  const deps = { db, clock: Date.now, failpoint: noFailpoint };
  await importFile(deps, {
    path: csvPath,
    mapping: mapping.mapping,
    mappingText,
    connectionId: 'import',
    quiet: false,
    actor: 'bench',
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  while ((await scoreWaiting({ ...deps, rules: () => workspace })) > 0);
  const wakes = await db.selectFrom('wake').select('lead_id').orderBy('number').execute();
  return { db, workspace, leadIds: wakes.map((wake) => wake.lead_id), drop: () => database.drop() };
}

function exampleWorkspace(): Workspace {
  const reading = loadWorkspace(join(EXAMPLE, 'workspace'));
  if (!reading.ok) throw new Error('The workspace of the example has problems.');
  return reading.workspace;
}
