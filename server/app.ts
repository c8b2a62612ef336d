import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Role } from '../domain/role';
import { errorSummary } from '../host/error-summary';
import { actorOf, refusal } from './access';
import { authenticate, browserOf, callerOf, refuseStrangers } from './authenticate';
import { serveConsole } from './console-files';
import { EventStream, type Endpoint } from './endpoint';
import { createHealthRouter } from './health';
import { limitGuesses } from './limit-guesses';
import type { ApiDeps } from './ports';
import { Problem, sendProblem } from './problem';
import { refuseMethod } from './refuse-method';
import { logRequests, noteMount } from './request-log';
import { ENDPOINTS } from './routes';

/** Most that a body of the API may weigh. Webhooks have a limit of their own. */
const BODY_LIMIT = '256kb';

/** Routers that verify their callers themselves, by signature. */
export interface Webhooks {
  readonly generic: Router;
  readonly hubspot: Router;
}

/**
 * The HTTP application. Order is the security of it: health and signed webhooks answer to anybody, then so do the operations by
 * which one signs in; everything after them does not, unknown paths included. Bodies are read only once the caller may call.
 */
export function createApp(deps: ApiDeps, webhooks: Webhooks): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(helmet());
  app.use(logRequests(deps.log, deps.clock, deps.onAnswered));
  app.use(createHealthRouter(deps.readiness, (name) => deps.log.warn({ check: name }, 'not ready')));
  app.use('/webhooks/generic', noteMount, webhooks.generic);
  app.use('/webhooks/hubspot', noteMount, webhooks.hubspot);
  if (deps.consoleDir !== null) app.use(serveConsole(deps.consoleDir));
  app.use(authenticate(deps));
  const readBody = [requireJson, express.json({ limit: BODY_LIMIT, strict: true })];
  const guesses = limitGuesses();
  const mount = (endpoint: Endpoint): unknown =>
    app[endpoint.method](
      routeOf(endpoint),
      admit(endpoint),
      ...readBody,
      ...(endpoint.guessable === true ? guesses : []),
      serve(endpoint, deps),
    );
  ENDPOINTS.filter(({ roles }) => roles === 'anyone').forEach(mount);
  app.use(refuseStrangers);
  // Route by route: what `/api/invitations/accept` does not take must not pass for an id in `/api/invitations/{invitationId}`.
  for (const [route, endpoints] of Map.groupBy(ENDPOINTS, routeOf)) {
    endpoints.filter(({ roles }) => roles !== 'anyone').forEach(mount);
    app.all(route, refuseMethod(endpoints.map(({ method }) => method.toUpperCase())));
  }
  app.use((_request, response) => {
    sendProblem(response, new Problem('not_found', 'There is no such path; /api/openapi.json lists them.'));
  });
  app.use(answerErrors(deps));
  return app;
}

/** `{leadId}` of OpenAPI is `:leadId` of Express. */
export const routeOf = (endpoint: Pick<Endpoint, 'path'>): string => endpoint.path.replace(/\{(\w+)\}/g, ':$1');

function serve(endpoint: Endpoint, deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const caller = callerOf(response);
    // Express types a body as anything; the endpoint's schema is what looks at it.
    const raw = { path: request.params, query: { ...request.query }, body: request.body as unknown };
    const reply = await endpoint.serve(raw, {
      deps,
      caller,
      actor: actorOf(caller),
      now: deps.clock(),
      browser: browserOf(request),
      origin: deps.publicUrl === null ? `${request.protocol}://${request.host}` : new URL(deps.publicUrl).origin,
      setCookies: (values) => values.forEach((value) => response.append('Set-Cookie', value)),
      operationsOf,
    });
    if (reply instanceof Problem) sendProblem(response, reply);
    else if (reply instanceof EventStream) sendEvents(response, reply, request.method);
    else if (endpoint.response.schema === null) response.status(endpoint.response.status).end();
    else response.status(endpoint.response.status).json(reply);
  };
}

/** Refused before anything of the request is looked at, its body included. */
const admit =
  (endpoint: Endpoint): RequestHandler =>
  (_request, response, next) => {
    const refused = refusal(callerOf(response), endpoint);
    if (refused === null) next();
    else sendProblem(response, refused);
  };

const operationsOf = (role: Role): readonly string[] =>
  ENDPOINTS.filter(({ roles }) => roles === 'anyone' || roles.includes(role)).map(({ operationId }) => operationId);

function sendEvents(response: Response, stream: EventStream, method: string): void {
  // Proxies that gather answers would hold events back.
  response.set({ 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' }).type('text/event-stream');
  response.flushHeaders();
  if (method === 'HEAD') {
    response.end();
    return;
  }
  const close = stream.open({ write: (text) => response.write(text), end: () => response.end() });
  response.on('close', close);
}

/** A body in another format is refused before it is read. */
const requireJson: RequestHandler = (request, response, next) => {
  if (hasBody(request) && request.is('application/json') === false) {
    sendProblem(response, new Problem('unsupported_media_type', 'Send Content-Type: application/json.'));
    return;
  }
  next();
};

const hasBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;

function answerErrors(deps: ApiDeps): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = problemOf(error);
    if (problem.status >= 500) deps.log.error({ error: errorSummary(error) }, 'request failed');
    // Too late to answer: Express's own handler closes the connection.
    if (response.headersSent) next(error);
    else sendProblem(response, problem);
  };
}

/** What body-parser and the router call their failures. */
const KNOWN_ERRORS: Readonly<Record<string, () => Problem>> = {
  'entity.too.large': () => new Problem('too_large', `A body may weigh at most ${BODY_LIMIT}.`),
  'entity.parse.failed': () => new Problem('invalid_json', 'The body cannot be parsed as a JSON object.'),
  'encoding.unsupported': () => new Problem('unsupported_media_type', 'Send the body without that content encoding.'),
  'charset.unsupported': () => new Problem('unsupported_media_type', 'Send the body in UTF-8.'),
  'request.size.invalid': () => new Problem('invalid_json', 'The body is shorter or longer than its content-length.'),
  'request.aborted': () => new Problem('invalid_json', 'The body ended too early.'),
};

function problemOf(error: unknown): Problem {
  const { type, status } = error as { type?: unknown; status?: unknown };
  const known = typeof type === 'string' ? KNOWN_ERRORS[type] : undefined;
  if (known !== undefined) return known();
  // The router's only failure with a status: a path whose percent-encoding is broken.
  if (error instanceof URIError || status === 400) {
    return new Problem('invalid_request', 'The path is not well encoded.');
  }
  return new Problem('internal', 'It has been logged. Try again; if it stays, look at the server log.');
}
