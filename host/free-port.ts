import { readFile, writeFile } from 'node:fs/promises';
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

/** The port that `rememberPort` wrote to this file, if any. */
export async function lastPort(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const port = Number.parseInt(text, 10);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/** So that the next start takes the same port, and what others have noted of it stays true. */
export async function rememberPort(file: string, port: number): Promise<void> {
  await writeFile(file, `${port}\n`);
}
