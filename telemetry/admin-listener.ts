import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { listenHttp, type Listening } from '../host/listen-http';
import type { Readiness } from './readiness';

export interface AdminListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => Promise<Readiness>;
  readonly registry: Registry;
}

/**
 * Answers operators on a port of its own, without a key: `/healthz`, `/readyz`, `/metrics`. Apart from the public port, so
 * that how much a company sells is nobody's to read who can reach its webhooks.
 */
export const startAdminListener = (options: AdminListenerOptions): Promise<Listening> =>
  listenHttp((request, response) => {
    answer(options, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  }, options);

async function answer(
  options: AdminListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET') {
    response.writeHead(405, { Allow: 'GET' }).end();
    return;
  }
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      json(response, 200, { status: 'ok' });
      return;
    case '/readyz': {
      const readiness = await options.readiness();
      json(response, readiness.status === 'not_ready' ? 503 : 200, readiness);
      return;
    }
    case '/metrics':
      response.writeHead(200, { 'Content-Type': options.registry.contentType });
      response.end(await options.registry.metrics());
      return;
    default:
      response.writeHead(404).end();
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
