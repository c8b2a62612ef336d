import { parseWorkspace, type Workspace } from '../config/workspace';
import { LeadlineError } from '../domain/errors';
import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import { workspaceLiveAt } from '../store/workspace-version';

/** The live workspace, compiled. */
export interface CurrentWorkspace {
  readonly get: () => Workspace;
  /** Looks whether another version has gone live. True when it has. */
  refresh(): Promise<boolean>;
}

/** Reads the live workspace from SQL. Throws `no_workspace` when none was activated. */
export async function openCurrentWorkspace(db: Database, clock: Clock): Promise<CurrentWorkspace> {
  let current = await readLive(db, clock);
  return {
    get: () => current,
    refresh: async () => {
      const next = await readLive(db, clock, current);
      if (next === current) return false;
      current = next;
      return true;
    },
  };
}

async function readLive(db: Database, clock: Clock, known?: Workspace): Promise<Workspace> {
  const live = await workspaceLiveAt(db, clock());
  if (live === null) {
    throw new LeadlineError('no_workspace', 'No workspace is live.', {
      remedy: 'Start with `leadline up`, or run `leadline prepare`: both make the files of their --workspace live.',
    });
  }
  if (live.id === known?.id) return known;
  const reading = parseWorkspace(live.files);
  // Only checked workspaces are activated; an older version of Leadline may have known other rules.
  if (!reading.ok) {
    throw new LeadlineError('workspace_outdated', 'The live workspace does not fit this version of Leadline.', {
      remedy: 'Run `leadline workspace check`, mend what it names and start again.',
    });
  }
  return reading.workspace;
}
