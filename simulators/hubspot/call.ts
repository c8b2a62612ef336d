import type { App, Token } from './accounts/app';
import type { Parts, Session } from './parts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as an endpoint sees it. */
export interface Call {
  readonly method: HttpMethod;
  /** Parts of the path that the pattern names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body or the form fields; undefined when there is none. */
  readonly body: unknown;
  readonly bodyCharacters: number;
  /** Where the client reaches the simulator, for links. */
  readonly baseUrl: string;
}

/** What an endpoint answers; a string body is sent as it is, an object as JSON, undefined as no body at all. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface EndpointBase {
  readonly method: HttpMethod;
  /** `{name}` stands for one segment. */
  readonly path: string;
}

/** Called with a bearer token, on behalf of a portal. */
export interface PortalEndpoint extends EndpointBase {
  readonly auth: 'token';
  /** Searches have a limit of their own and do not count in the burst limit. */
  readonly limit: 'burst' | 'search';
  /** Every one of these is needed. */
  readonly scopes: (call: Call) => readonly string[];
  readonly handle: (session: Session, call: Call, token: Token) => Answer;
}

/** Called with the app's developer key, not on behalf of a portal. */
export interface AppEndpoint extends EndpointBase {
  readonly auth: 'developer-key';
  readonly handle: (parts: Parts, call: Call, app: App) => Answer;
}

/** Called without credentials in a header. */
export interface OpenEndpoint extends EndpointBase {
  readonly auth: 'none';
  readonly handle: (parts: Parts, call: Call) => Answer;
}

export type Endpoint = PortalEndpoint | AppEndpoint | OpenEndpoint;
