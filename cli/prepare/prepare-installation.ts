import { LeadlineError } from '../../domain/errors';
import { registerSearchAttributes } from '../../temporal/search-attributes';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes';
import { CliFailure, unreachable } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { connectTemporal } from '../temporal';
import { prepareDatabase } from './prepare-database';

/** `leadline prepare`: what `leadline up` does before it starts server and worker, for installations that start them otherwise. */
export async function prepareInstallation(context: CliContext, workspaceDir: string): Promise<void> {
  // Says in our words where it cannot be reached.
  await context.database();
  const { clock, actor } = context;
  const databaseUrl = await context.databaseUrl();
  const database = await prepareDatabase({ databaseUrl, workspaceDir, clock, actor }).catch((error: unknown) => {
    if (!(error instanceof LeadlineError)) throw error;
    const remedy = error.remedy === undefined ? {} : { remedy: error.remedy };
    throw new CliFailure(EXIT.refused, error.code, error.message, remedy);
  });
  const { connection, namespace, callWithin } = await connectTemporal(context);
  await callWithin(() => registerSearchAttributes(connection, { namespace, attributes: SEARCH_ATTRIBUTES })).catch(
    (error: unknown) => {
      throw unreachable(`Temporal's namespace ${namespace}`, error);
    },
  );
  const { workspace, migrations, activated } = database;
  const result = { migrations, workspaceId: workspace.id, activated, searchAttributes: Object.keys(SEARCH_ATTRIBUTES) };
  context.output.result(result, () =>
    [
      migrations.length === 0 ? 'The schema is the newest.' : `Migrated: ${migrations.join(', ')}.`,
      `Workspace ${workspace.id.slice(0, 12)} ${activated ? 'is live now' : 'was live already'}.`,
      `Temporal's namespace ${namespace} has its search attributes.`,
    ].join('\n'),
  );
}
