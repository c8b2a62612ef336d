import type { EpochMs } from '../domain/time';
import type { Database } from './database';

/** When a version became the live one. */
export interface Activation {
  readonly workspaceId: string;
  readonly activatedAt: EpochMs;
}

/** All versions that were ever live, the oldest first. */
export async function listActivations(db: Database): Promise<readonly Activation[]> {
  const rows = await db
    .selectFrom('workspace_version')
    .select(['id', 'activated_at'])
    .where('activated_at', 'is not', null)
    .orderBy('activated_at')
    .execute();
  return rows.map((row) => ({ workspaceId: row.id, activatedAt: row.activated_at ?? 0 }));
}

/** The files of a version; null if there is no such version. */
export async function readWorkspaceFiles(db: Database, id: string): Promise<Readonly<Record<string, string>> | null> {
  const row = await db.selectFrom('workspace_version').select('files').where('id', '=', id).executeTakeFirst();
  return row?.files ?? null;
}
