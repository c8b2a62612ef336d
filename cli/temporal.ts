import { Client, Connection } from '@temporalio/client';
import { unreachable } from './cli-failure';
import type { CliContext } from './context';

const PATIENCE_MS = 5_000;

/** A client of the instance's Temporal, closed when the command is over. */
export async function connectTemporal(context: CliContext): Promise<{
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  /** Makes a call fail when it takes over ten seconds. */
  readonly callWithin: <T>(call: () => Promise<T>) => Promise<T>;
}> {
  const { address, namespace } = await context.temporal();
  const connection = await Connection.connect({ address, connectTimeout: PATIENCE_MS }).catch((cause: unknown) => {
    throw unreachable(`Temporal at ${address}`, cause);
  });
  context.onClose(() => connection.close());
  return {
    client: new Client({ connection, namespace }),
    connection,
    namespace,
    callWithin: (call) => connection.withDeadline(context.clock() + 2 * PATIENCE_MS, call),
  };
}
