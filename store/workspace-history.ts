import type { EpochMs } from '../domain/time';
import type { Database } from './database';

/** When a version became the live one. */
export interface Activation {
  readonly workspaceId: string;
  readonly activatedAt: EpochMs;
}

/** Every activation, the oldest first; a version may come back. */
export async function listActivations(db: Database): Promise<readonly Activation[]> {
  const rows = await db
    .selectFrom('workspace_activation')
    .select(['workspace_id', 'activated_at'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ workspaceId: row.workspace_id, activatedAt: row.activated_at }));
}

/** The files of a version; null if there is no such version. */
export async function readWorkspaceFiles(db: Database, id: string): Promise<Readonly<Record<string, string>> | null> {
  const row = await db.selectFrom('workspace_version').select('files').where('id', '=', id).executeTakeFirst();
  return row?.files ?? null;
}
