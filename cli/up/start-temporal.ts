import { join } from 'node:path';
import { LeadlineError } from '../../domain/errors';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes';
import { keepServer } from './keep-server';
import { logFile } from './log-file';
import type { Closer, StartOptions } from './start-options';

export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
}

const DEFAULT_NAMESPACE = 'default';

/** The Temporal that the environment names, with our search attributes registered there, or one of our own. */
export async function startTemporal(options: StartOptions, closers: Closer[]): Promise<TemporalAddress> {
  const given = options.env['TEMPORAL_ADDRESS'];
  if (given === undefined) return await startDevServer(options, closers);
  const namespace = options.env['LEADLINE_TEMPORAL_NAMESPACE'] ?? DEFAULT_NAMESPACE;
  await registerAt(given, namespace);
  return { address: given, namespace, uiUrl: options.env['LEADLINE_TEMPORAL_UI_URL'] };
}

async function registerAt(address: string, namespace: string): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const { registerSearchAttributes } = await import('../../temporal/search-attributes');
  const failed = (what: string, remedy: string) => (cause: unknown) => {
    throw new LeadlineError('temporal_unusable', what, { remedy, cause });
  };
  const connection = await Connection.connect({ address }).catch(
    failed(`Temporal at ${address} cannot be reached.`, 'Check TEMPORAL_ADDRESS (host:port) and that the server runs.'),
  );
  try {
    await registerSearchAttributes(connection, { namespace, attributes: SEARCH_ATTRIBUTES }).catch(
      failed(
        `Leadline's search attributes cannot be registered in Temporal's namespace ${namespace}.`,
        'Create the namespace, or name another with LEADLINE_TEMPORAL_NAMESPACE; `leadline doctor` prints the commands.',
      ),
    );
  } finally {
    await connection.close();
  }
}

async function startDevServer(options: StartOptions, closers: Closer[]): Promise<TemporalAddress> {
  const cliPath = options.env['LEADLINE_TEMPORAL_CLI'];
  if (cliPath === undefined) {
    throw new LeadlineError('temporal_missing', 'No Temporal server is provisioned here.', {
      remedy: 'Run `npm start`, which provisions one, or set TEMPORAL_ADDRESS to a server of yours.',
    });
  }
  const { startTemporalDevServer } = await import('../../temporal/dev-server');
  const onLog = logFile(options.dataDir, 'temporal');
  const server = await keepServer({
    name: 'Temporal',
    start: () =>
      startTemporalDevServer({
        cliPath,
        dataDir: join(options.dataDir, 'temporal'),
        namespace: DEFAULT_NAMESPACE,
        onLog,
        searchAttributes: SEARCH_ATTRIBUTES,
      }),
    onCrash: options.log,
  });
  closers.push(() => server.stop());
  return { address: server.first.address, namespace: DEFAULT_NAMESPACE, uiUrl: server.first.uiUrl };
}
