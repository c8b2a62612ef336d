import { resolve } from 'node:path';
import { loadWorkspace } from '../../config/workspace';
import type { ConfigProblem } from '../../domain/config-problem';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { readRunFile } from '../run-file';

/** `leadline workspace check`. */
export async function checkWorkspace(context: CliContext, folder: string | undefined): Promise<void> {
  const dir = resolve(folder ?? (await readRunFile(context.dataDir))?.workspaceDir ?? 'workspace');
  const reading = loadWorkspace(dir);
  const problems = reading.ok ? [] : reading.problems;
  context.output.result({ folder: dir, workspaceId: reading.ok ? reading.workspace.id : null, problems }, () =>
    reading.ok
      ? `${dir} is valid: version ${reading.workspace.id.slice(0, 12)}.`
      : problems.map(problemText).join('\n'),
  );
  if (reading.ok) return;
  const counted = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new CliFailure(EXIT.refused, 'workspace_invalid', `${dir} has ${counted}.`);
}

function problemText(problem: ConfigProblem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  return `${place}${path} ${problem.message}\n    ${problem.remedy}`;
}
