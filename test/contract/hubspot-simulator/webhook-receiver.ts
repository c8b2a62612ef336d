import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

export interface WebhookReceiver {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  readonly events: () => readonly Readonly<Record<string, unknown>>[];
  /** What the next requests are answered; `never` leaves them without an answer. */
  readonly answerWith: (answer: number | 'never') => void;
  readonly close: () => Promise<void>;
}

/** A server of our own that takes webhooks and remembers them. */
export async function startReceiver(path = '/webhooks/hubspot'): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  let answer: number | 'never' = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body, events: JSON.parse(body) as ReceivedRequest['events'] });
      if (answer !== 'never') response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    requests,
    events: () => requests.flatMap(({ events }) => events),
    answerWith: (next) => {
      answer = next;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
