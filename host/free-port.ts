import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * A port on the loopback address that nothing listens on: the preferred one where it is free, otherwise any. Somebody
 * else may take it before its use; whoever starts a server on it tries again then.
 */
export async function findFreePort(preferred?: number): Promise<number> {
  return (preferred === undefined ? undefined : await tryPort(preferred)) ?? (await anyPort());
}

async function anyPort(): Promise<number> {
  const port = await tryPort(0);
  if (port === undefined) throw new Error('The operating system has no free port on the loopback address.');
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(undefined);
    });
    probe.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}
