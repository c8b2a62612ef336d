import { loadWorkspace } from '../../config/workspace';
import { LeadlineError } from '../../domain/errors';
import type { Database } from '../../store/database';
import { createWorkspaceReader } from '../../views/workspaces';
import type { CliContext } from '../context';
import type { RunFile } from '../run-file';
import { fail, ok, warn, type Finding } from './finding';

/** The live version of the workspace, and whether the folder still holds it. */
export async function checkWorkspaces(
  context: CliContext,
  db: Database | null,
  run: RunFile | null,
): Promise<readonly Finding[]> {
  const live = db === null ? null : await checkLive(db, context.clock());
  const findings = live === null ? [] : [live.finding];
  return run === null ? findings : [...findings, checkFolder(run.workspaceDir, live?.id ?? null)];
}

async function checkLive(
  db: Database,
  now: number,
): Promise<{ readonly id: string | null; readonly finding: Finding }> {
  try {
    const active = await createWorkspaceReader(db).liveAt(now);
    if (active === null) {
      return {
        id: null,
        finding: fail('workspace', 'No workspace is live.', 'Start Leadline with --workspace <folder>.'),
      };
    }
    const id = active.workspaceId;
    return { id, finding: ok('workspace', `version ${id.slice(0, 12)} is live`) };
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    return { id: null, finding: fail('workspace', error.message, error.remedy ?? '') };
  }
}

function checkFolder(folder: string, liveId: string | null): Finding {
  const reading = loadWorkspace(folder);
  if (!reading.ok) {
    const counted = reading.problems.length === 1 ? '1 problem' : `${reading.problems.length} problems`;
    return warn(
      'workspace folder',
      `${folder} has ${counted}.`,
      `See them with \`leadline workspace check ${folder}\`.`,
    );
  }
  if (liveId !== null && reading.workspace.id !== liveId) {
    return warn(
      'workspace folder',
      `${folder} has changed since it went live.`,
      'Start Leadline again to go live with it.',
    );
  }
  return ok('workspace folder', folder);
}
