import { z } from 'zod';
import type { EpochMs } from '../domain/time';
import type { Role } from '../domain/role';
import type { Access, Caller } from './access';
import type { Browser, SignedIn } from './auth/sign-in';
import { Problem, problemOfIssues } from './problem';
import type { ApiDeps } from './ports';

/** What a handler is given besides the request. */
export interface Call {
  readonly deps: ApiDeps;
  readonly caller: Caller;
  /** `user:<id>` or `key:<id>`, as audit and ledgers name who did it. */
  readonly actor: string;
  readonly now: EpochMs;
  readonly browser: Browser;
  /** Where the caller reaches us, for links: `https://leadline.example.com`. */
  readonly origin: string;
  /** Gives the browser cookies, whatever the answer is. */
  readonly setCookies: (values: readonly string[]) => void;
  /** Ids of the operations that a role may call. */
  readonly operationsOf: (role: Role) => readonly string[];
}

/** Who is signed in, in operations that keys may not call. */
export function signedInUser({ caller }: Call): SignedIn {
  if (caller.kind !== 'user') throw new Error('signedInUser is for operations with scope null and roles');
  return caller.user;
}

/** The parts of a request before they are looked at. */
export interface RawRequest {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type SuccessStatus = 200 | 201 | 202 | 204;

/** An answer that goes on until the browser leaves: `open` is given a way to write and answers with what ends it. */
export class EventStream {
  readonly open: (out: { write(text: string): void; end(): void }) => () => void;

  constructor(open: EventStream['open']) {
    this.open = open;
  }
}

/** One operation of the API: what its route, its access check, its validation and its place in the OpenAPI document are made of. */
export interface Endpoint extends Access {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** With OpenAPI's placeholders: `/api/leads/{leadId}`. */
  readonly path: `/api/${string}`;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether a secret could be guessed by it: then failures are counted. */
  readonly guessable?: boolean;
  readonly request: {
    readonly path: z.ZodObject | null;
    readonly query: z.ZodObject | null;
    readonly body: z.ZodType | null;
  };
  readonly response: {
    readonly status: SuccessStatus;
    readonly description: string;
    /** Null: an answer without a body. */
    readonly schema: z.ZodType | null;
    /** JSON unless said otherwise. */
    readonly type?: 'text/event-stream';
  };
  /** Statuses of problems beyond those that every operation may answer with. */
  readonly problems: readonly (404 | 409 | 422 | 503)[];
  /** Validates, handles and encodes. */
  serve(raw: RawRequest, call: Call): Promise<unknown>;
}

type Shape = z.ZodObject | null;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Answer = z.ZodType | null;

interface EndpointSpec<P extends Shape, Q extends Shape, B extends z.ZodType | null, R extends Answer> extends Omit<
  Endpoint,
  'request' | 'response' | 'serve' | 'problems'
> {
  readonly request: { readonly path: P; readonly query: Q; readonly body: B };
  readonly response: { readonly status: SuccessStatus; readonly description: string; readonly schema: R };
  readonly problems?: Endpoint['problems'];
  /** Expected refusals are returned as a Problem; what is thrown is a bug and answered as 500. */
  readonly handle: (
    request: { readonly path: Parsed<P>; readonly query: Parsed<Q>; readonly body: Parsed<B> },
    call: Call,
  ) => Promise<Parsed<R> | Problem>;
}

/** Ties an operation's schemas to its handler, so that the types of both follow from the schemas. */
export function defineEndpoint<P extends Shape, Q extends Shape, B extends z.ZodType | null, R extends Answer>(
  spec: EndpointSpec<P, Q, B, R>,
): Endpoint {
  const { handle, problems, ...rest } = spec;
  return {
    ...rest,
    problems: problems ?? [],
    serve: async (raw, call) => {
      const path = parsePart('path', spec.request.path, raw.path);
      if (path instanceof Problem) return path;
      // A query that is not asked for is refused like an unknown parameter.
      const query = parsePart('query', spec.request.query ?? NO_PARAMETERS, raw.query) as Parsed<Q> | Problem;
      if (query instanceof Problem) return query;
      const body = parsePart('body', spec.request.body, raw.body);
      if (body instanceof Problem) return body;
      const reply = await handle({ path, query, body }, call);
      return reply instanceof Problem ? reply : spec.response.schema?.encode(reply);
    },
  };
}

/** An operation that takes nothing and answers with a stream. */
export function defineStream(
  spec: Omit<Endpoint, 'request' | 'serve' | 'problems'> & { readonly open: (call: Call) => EventStream },
): Endpoint {
  const { open, ...rest } = spec;
  return {
    ...rest,
    request: { path: null, query: null, body: null },
    problems: [],
    serve: (raw, call) => {
      const query = parsePart('query', NO_PARAMETERS, raw.query);
      return Promise.resolve(query instanceof Problem ? query : open(call));
    },
  };
}

const NO_PARAMETERS = z.strictObject({});

function parsePart<S extends z.ZodType | null>(
  part: 'path' | 'query' | 'body',
  schema: S,
  value: unknown,
): Parsed<S> | Problem {
  // The conditional type cannot be narrowed by a check of its parameter; both branches are what it says.
  if (schema === null) return undefined as Parsed<S>;
  const result = schema.safeParse(value);
  return result.success ? (result.data as Parsed<S>) : problemOfIssues(part, result.error);
}
