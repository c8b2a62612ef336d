import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A query's filters at their longest, percent-encoded, come to some 110 KiB; Node's own limit is 16. */
const MOST_HEADER_BYTES = 128 * 1024;

export interface Listening {
  readonly port: number;
  /** Takes no new connection, lets requests in hand finish for `graceMs`, then ends what is left. */
  stop(graceMs: number): Promise<void>;
}

/** Serves HTTP until it is stopped. */
export async function listenHttp(
  handler: RequestListener,
  address: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, (request, response) => {
    // A connection that is kept alive outlives the end of listening: after its next answer it is closed.
    if (!server.listening) response.setHeader('Connection', 'close');
    handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A listening TCP server's address is never a path.
  return { port: (server.address() as AddressInfo).port, stop: (graceMs) => stop(server, graceMs) };
}

/** The address of a server that listens here; IPv6 stands in brackets. */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Kept alive and without a request in hand: they would hold the server open for nothing.
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
