import { z } from 'zod';
import type { EpochMs } from '../domain/time';
import type { WorkspaceReader } from './workspaces';
import { instantSchema } from './shapes';

export const workspaceViewSchema = z
  .object({
    workspaceId: z.string().meta({ description: 'Hash of the content: the same files are the same version.' }),
    activatedAt: instantSchema,
    files: z.record(z.string(), z.string()).meta({ description: 'The texts of the YAML files, by name.' }),
    versions: z
      .array(z.object({ workspaceId: z.string(), activatedAt: instantSchema }))
      .readonly()
      .meta({ description: 'Every version that was live, the oldest first.' }),
  })
  .meta({ id: 'Workspace' });

export type WorkspaceView = z.output<typeof workspaceViewSchema>;

/** The live version of the workspace; null before one was ever activated. */
export async function viewWorkspace(workspaces: WorkspaceReader, now: EpochMs): Promise<WorkspaceView | null> {
  const active = await workspaces.liveAt(now);
  if (active === null) return null;
  return {
    workspaceId: active.workspaceId,
    activatedAt: active.activatedAt,
    files: { ...active.workspace.files },
    versions: await workspaces.activations(),
  };
}
