import { workspaceJsonSchema } from '../../config/json-schema';
import { WORKSPACE_FILES } from '../../config/workspace';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';

/** `leadline workspace schema`. JSON in either output format: it is for an editor. */
export function printSchema(context: CliContext, file: string): void {
  const schema = workspaceJsonSchema(file);
  if (schema === null) {
    throw new CliFailure(EXIT.usage, 'unknown_workspace_file', `No file of the workspace is named ${file}.`, {
      remedy: `Name one of ${WORKSPACE_FILES.join(', ')}.`,
    });
  }
  context.output.result(schema, () => JSON.stringify(schema, null, 2));
}
