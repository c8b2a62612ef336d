/** What the client gets instead of the true answer. */
export type FaultAnswer =
  /** The true answer; for a fault that is only slow. */
  | { readonly kind: 'true' }
  /** An error answer; without a body, HubSpot's usual one for that status. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 502 with the HTML page of a proxy. */
  | { readonly kind: 'html' }
  /** 200 with no content type and no body. */
  | { readonly kind: 'empty' }
  /** The true status with JSON that ends in the middle. */
  | { readonly kind: 'broken-json' }
  /** The connection is reset before any answer. */
  | { readonly kind: 'cut' }
  /** The connection is reset in the middle of the answer's body. */
  | { readonly kind: 'cut-body' }
  /** No answer at all; the connection stays open until the client leaves. */
  | { readonly kind: 'stall' }
  /** The caller's access token expires at this moment; the call is then refused with 401. */
  | { readonly kind: 'expire-token' };

export interface Fault {
  /** Any method when absent. */
  readonly method?: string | undefined;
  /** Path without query; `*` stands for any characters. Any path when absent. */
  readonly path?: string | undefined;
  /** Whether the call takes effect before the client is told otherwise: true makes it ambiguous. */
  readonly apply: boolean;
  readonly delayMs?: number | undefined;
  readonly answer: FaultAnswer;
}

/** Strikes the next matching calls. */
export interface ScriptedFault extends Fault {
  readonly id: string;
  /** Matching calls to let pass first. */
  readonly skip: number;
  /** Matching calls to strike. */
  readonly times: number;
}

/** Strikes each matching call by chance. */
export interface RandomFault extends Fault {
  readonly probability: number;
}
