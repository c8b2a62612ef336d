import { parseWorkspace, type Workspace } from '../config/workspace';
import { LeadlineError } from '../domain/errors';
import type { EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { listActivations, readWorkspaceFiles, type Activation } from '../store/workspace-history';

/** A version with the instant at which it became live. */
export interface ActiveWorkspace extends Activation {
  readonly workspace: Workspace;
}

/** Reads the versions of the workspace, compiled. A version never changes, so each is compiled once. */
export interface WorkspaceReader {
  /** What was live at an instant; null before the first activation. */
  liveAt(asOf: EpochMs): Promise<ActiveWorkspace | null>;
  /** What was live at an instant, or else the first version there ever was; null if there is none. */
  nearest(asOf: EpochMs): Promise<ActiveWorkspace | null>;
  /** Every activation, the oldest first. */
  activations(): Promise<readonly Activation[]>;
  read(activation: Activation): Promise<ActiveWorkspace>;
}

const KEPT = 8;

export function createWorkspaceReader(db: Database): WorkspaceReader {
  const compiled = new Map<string, Workspace>();

  const compile = async (id: string): Promise<Workspace> => {
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const files = await readWorkspaceFiles(db, id);
    if (files === null) throw new Error(`workspace ${id} was activated and is not stored`);
    const parsed = parseWorkspace(files);
    if (!parsed.ok) {
      throw new LeadlineError('workspace_unreadable', `Workspace ${id} cannot be read by this release.`, {
        remedy: 'Activate a workspace that `leadline workspace check` accepts.',
      });
    }
    // The oldest goes: a server sees the live version all day and old ones while somebody looks back.
    const [oldest] = compiled.keys();
    if (compiled.size >= KEPT && oldest !== undefined) compiled.delete(oldest);
    compiled.set(id, parsed.workspace);
    return parsed.workspace;
  };

  const read = async (activation: Activation): Promise<ActiveWorkspace> => ({
    ...activation,
    workspace: await compile(activation.workspaceId),
  });
  const liveAt = async (asOf: EpochMs): Promise<ActiveWorkspace | null> => {
    const last = (await listActivations(db)).findLast(({ activatedAt }) => activatedAt <= asOf);
    return last === undefined ? null : await read(last);
  };

  return {
    read,
    liveAt,
    activations: () => listActivations(db),
    nearest: async (asOf) => {
      const live = await liveAt(asOf);
      if (live !== null) return live;
      const [first] = await listActivations(db);
      return first === undefined ? null : await read(first);
    },
  };
}
