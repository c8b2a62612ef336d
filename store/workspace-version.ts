import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';

/** The workspace's files as they were when it was activated, under the hash of their content. */
export interface WorkspaceVersion {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly activatedAt: EpochMs;
}

/**
 * Makes a workspace the live one. Versions are immutable: files of the same content are the same version. False when it is
 * live already.
 */
export async function activateWorkspace(
  db: Database,
  version: {
    readonly id: string;
    readonly files: Readonly<Record<string, string>>;
    readonly actor: string;
    readonly asOf: EpochMs;
  },
): Promise<boolean> {
  return await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('workspace_version')
      .values({ id: version.id, files: JSON.stringify(version.files), created_at: at(version.asOf) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const live = await tx
      .selectFrom('workspace_activation')
      .select('workspace_id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (live?.workspace_id === version.id) return false;
    await tx
      .insertInto('workspace_activation')
      .values({ workspace_id: version.id, activated_at: at(version.asOf) })
      .execute();
    await tx
      .insertInto('audit')
      .values({ at: at(version.asOf), actor: version.actor, action: 'workspace.activate', subject: version.id })
      .execute();
    return true;
  });
}

/** The version that was live at an instant; null before the first activation. */
export async function workspaceLiveAt(db: Database, asOf: EpochMs): Promise<WorkspaceVersion | null> {
  const row = await db
    .selectFrom('workspace_activation')
    .innerJoin('workspace_version', 'workspace_version.id', 'workspace_activation.workspace_id')
    .select(['workspace_version.id', 'workspace_version.files', 'workspace_activation.activated_at'])
    .where('workspace_activation.activated_at', '<=', instant(asOf))
    .orderBy('workspace_activation.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, files: row.files, activatedAt: row.activated_at };
}
