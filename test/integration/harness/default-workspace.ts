import { join } from 'node:path';
import { loadWorkspace, type Workspace } from '../../../config/workspace';

/** The workspace that Leadline ships. */
export function defaultWorkspace(): Workspace {
  const reading = loadWorkspace(join(__dirname, '../../../workspace'));
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.message).join('\n'));
  return reading.workspace;
}
