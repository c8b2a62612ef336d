import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../call';
import { expire } from '../control/accounts';
import type { ControlContext } from '../control/operation';
import { runOperation } from '../control/run-operation';
import type { Fault } from '../faults/fault';
import { servePage } from '../pages/serve-page';
import { faultyAnswer, type WireAnswer } from '../faults/faulty-answer';
import { endpointName, handleCall, tokenOf, type HandlerParts, type WireRequest } from './handle-call';
import { readContent } from './read-request';
import { writeAnswer } from './write-answer';

export interface ServerParts extends HandlerParts {
  readonly control: ControlContext;
}

const controlPrefix = '/_simulator/';

/** The HTTP side of the simulator: HubSpot's API; under `/_simulator/` the control plane and, for people, pages: these never go wrong. */
export class SimulatorServer {
  readonly #server: Server;
  readonly #parts: ServerParts;
  #baseUrl = '';

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    // Longer than any client keeps an idle connection, so that it is never us who close one that is about to be used.
    this.#server.keepAliveTimeout = 120_000;
  }

  /** @param port 0 for any free one; only this machine can reach it: the control plane has no password */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    // A TCP server that listens has an address with a port.
    const { port: bound } = this.#server.address() as AddressInfo;
    this.#baseUrl = `http://127.0.0.1:${bound}`;
    return this.#baseUrl;
  }

  /** Lets calls that are under way finish for a moment, then closes every connection. */
  async close(graceMs = 2_000): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const timer = setTimeout(() => this.#server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.#baseUrl);
      const content = await readContent(request);
      if (url.pathname.startsWith(controlPrefix)) {
        const answer = await runOperation(this.#parts.control, url.pathname.slice(controlPrefix.length), content);
        writeAnswer(response, { kind: 'answer', answer });
        return;
      }
      if (await this.#servePage(request, response, { url, content })) return;
      writeAnswer(response, await this.#answer(toWireRequest(request, { url, content, baseUrl: this.#baseUrl })));
    } catch (error) {
      this.#parts.log({ event: 'simulator.connection', error: error instanceof Error ? error.message : String(error) });
      response.destroy();
    }
  }

  /** False where there is no page at this address. */
  async #servePage(
    request: IncomingMessage,
    response: ServerResponse,
    { url, content }: { readonly url: URL; readonly content: string },
  ): Promise<boolean> {
    const page = await servePage(this.#parts.control, {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      content,
      origin: request.headers.origin,
      host: request.headers.host,
    });
    if (page === undefined) return false;
    response.writeHead(page.status, page.headers).end(page.body);
    return true;
  }

  async #answer(request: WireRequest): Promise<WireAnswer> {
    const fault = this.#parts.control.faults.take(request.method, request.path);
    if (!fault) {
      const answer = handleCall(this.#parts, request);
      this.#validate(request, answer);
      return { kind: 'answer', answer };
    }
    return this.#faultyAnswer(request, fault);
  }

  async #faultyAnswer(request: WireRequest, fault: Fault): Promise<WireAnswer> {
    const token = tokenOf(this.#parts.parts, request);
    if (fault.answer.kind === 'expire-token' && token) expire(this.#parts, token.token);
    const isTrue = fault.answer.kind === 'true' || fault.answer.kind === 'expire-token';
    const trueAnswer = fault.apply || isTrue ? handleCall(this.#parts, request) : undefined;
    if (fault.delayMs !== undefined) await wait(fault.delayMs);
    const wire = faultyAnswer(fault.answer, trueAnswer);
    // A call that was carried out has been counted by that.
    if (!trueAnswer) this.#count(request, token?.portalId ?? 0, statusOf(wire));
    this.#validate(request, isTrue ? trueAnswer : undefined);
    return wire;
  }

  #count(request: WireRequest, portalId: number, status: number): void {
    const endpoint = endpointName(request.method, this.#parts.router.match(request.method, request.path));
    this.#parts.parts.counters.count({ portalId, endpoint, status });
  }

  #validate(request: WireRequest, answer: Answer | undefined): void {
    this.#parts.control.validator?.check({
      method: request.method,
      path: request.path,
      query: request.query,
      requestBody: bodyForValidation(request),
      // What goes over the wire has no undefined fields.
      answer: answer && {
        status: answer.status,
        body: answer.body === undefined ? undefined : (JSON.parse(JSON.stringify(answer.body)) as unknown),
      },
    });
  }
}

function toWireRequest(
  request: IncomingMessage,
  parsed: { readonly url: URL; readonly content: string; readonly baseUrl: string },
): WireRequest {
  return {
    method: request.method ?? 'GET',
    path: parsed.url.pathname,
    query: parsed.url.searchParams,
    authorization: request.headers.authorization,
    contentType: request.headers['content-type'],
    content: parsed.content,
    baseUrl: parsed.baseUrl,
  };
}

function bodyForValidation({ content, contentType }: WireRequest): unknown {
  if (content === '') return undefined;
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(content));
  }
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
}

function statusOf(wire: WireAnswer): number {
  switch (wire.kind) {
    case 'answer':
    case 'cut-body':
      return wire.answer.status;
    case 'raw':
      return wire.status;
    case 'cut':
    case 'stall':
      return 0;
  }
}
