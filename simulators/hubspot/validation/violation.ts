/** One call as the validator sees it. */
export interface Exchange {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestBody: unknown;
  /** Undefined when a fault spoiled the answer: then only the request is checked. */
  readonly answer: { readonly status: number; readonly body: unknown } | undefined;
}

/** A request or an answer that HubSpot's documents do not allow. */
export interface Violation {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly message: string;
}
