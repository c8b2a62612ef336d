/**
 * A process that starts a server and is then killed by the test: `abandon-server.ts postgres|temporal DATA_DIR`. Prints
 * how to reach the server once it is up.
 */
import { startEmbeddedPostgres } from '../../../store/embedded-server';
import { startTemporalDevServer } from '../../../temporal/dev-server';

const onLog = (): void => undefined;

async function main([kind, dataDir = '']: readonly string[], cliPath: string): Promise<string> {
  if (kind === 'postgres') return (await startEmbeddedPostgres({ dataDir, onLog })).connectionString;
  const server = await startTemporalDevServer({ cliPath, dataDir, namespace: 'default', searchAttributes: {}, onLog });
  return server.address;
}

void main(process.argv.slice(2), process.env['LEADLINE_TEMPORAL_CLI'] ?? '').then((reachedAt) => {
  process.stdout.write(`${reachedAt}\n`);
});
