import type { ServerResponse } from 'node:http';
import type { Answer } from '../call';
import type { WireAnswer } from '../faults/faulty-answer';

/** Puts an answer on the wire, or does to the connection what the fault says. */
export function writeAnswer(response: ServerResponse, wire: WireAnswer): void {
  switch (wire.kind) {
    case 'answer':
      writeJson(response, wire.answer);
      return;
    case 'raw': {
      const type = wire.contentType === null ? {} : { 'Content-Type': wire.contentType };
      response.writeHead(wire.status, { ...type, 'Content-Length': Buffer.byteLength(wire.body) }).end(wire.body);
      return;
    }
    case 'cut':
      response.socket?.resetAndDestroy();
      return;
    case 'cut-body':
      writeHalf(response, wire.answer);
      return;
    case 'stall':
      return;
  }
}

function writeJson(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, { ...headers }).end();
    return;
  }
  const text = JSON.stringify(body);
  const type = { 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...type, ...headers }).end(text);
}

function writeHalf(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body ?? {});
  response.writeHead(status, {
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.resetAndDestroy());
}
