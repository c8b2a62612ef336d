import type { IncomingMessage } from 'node:http';

/** The whole body as text. @throws when the client leaves before its end */
export async function readContent(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    // node:http gives Buffers as long as no encoding is set on the request.
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
