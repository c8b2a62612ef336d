import type { Workspace } from '../../config/workspace';
import type { ConfigProblem } from '../../domain/config-problem';
import { LeadlineError } from '../../domain/errors';
import type { Clock } from '../../domain/time';

export interface PrepareDatabaseOptions {
  readonly databaseUrl: string;
  readonly workspaceDir: string;
  readonly clock: Clock;
  /** For the audit. */
  readonly actor: string;
}

export interface PreparedDatabase {
  readonly workspace: Workspace;
  /** Names of the migrations that were missing. */
  readonly migrations: readonly string[];
  /** The folder's content was not what was live. */
  readonly activated: boolean;
}

/**
 * Newest schema, the workspace's present content as the live version, and a row for each of its connections. May be run at
 * any time, by several at once, and changes nothing where nothing is missing.
 *
 * @throws {LeadlineError} `workspace_invalid`
 */
export async function prepareDatabase(options: PrepareDatabaseOptions): Promise<PreparedDatabase> {
  const { openDatabase } = await import('../../store/database');
  const { migrate } = await import('../../store/migrate');
  const { loadWorkspace } = await import('../../config/workspace');
  const { activateWorkspace } = await import('../../store/workspace-version');
  const { applyConnections } = await import('../../store/connection');
  const loaded = loadWorkspace(options.workspaceDir);
  if (!loaded.ok) throw workspaceRefused(loaded.problems);
  const { db } = openDatabase({ connectionString: options.databaseUrl, maxConnections: 2 });
  try {
    const migrations = await migrate(db);
    const { id, files, connections } = loaded.workspace;
    const asOf = options.clock();
    const activated = await activateWorkspace(db, { id, files, actor: options.actor, asOf });
    await db.transaction().execute((tx) => applyConnections(tx, { connections, now: asOf }));
    return { workspace: loaded.workspace, migrations, activated };
  } finally {
    await db.destroy();
  }
}

function workspaceRefused(problems: readonly ConfigProblem[]): LeadlineError {
  const lines = problems.map(
    (problem) => `  ${problem.file}:${String(problem.line ?? 1)} ${problem.path}: ${problem.message} ${problem.remedy}`,
  );
  return new LeadlineError('workspace_invalid', `The workspace has problems:\n${lines.join('\n')}`, {
    remedy: 'Mend the lines above; `leadline workspace check` says when all is well.',
  });
}
