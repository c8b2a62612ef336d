import { ApiError, validationError } from '../api-error';
import type { Answer } from '../call';
import { isoTime } from '../iso-time';
import type { Session } from '../parts';

/** Inputs of one batch call on objects or properties. */
export const batchLimit = 100;

export type BatchResult = Readonly<Record<string, unknown>>;

export interface BatchRow {
  readonly objectWriteTraceId?: string | undefined;
}

export interface BatchOptions<Row extends BatchRow> {
  readonly inputs: readonly Row[];
  /** Status when every row succeeded. */
  readonly status: 200 | 201;
  /** Whether the endpoint can succeed in part at all. */
  readonly mayBePartial: boolean;
  readonly handle: (row: Row) => BatchResult;
}

/**
 * Carries out a batch. Rows fail one by one (207) only when every input has a trace id of its own; otherwise the first failure refuses
 * the whole call and nothing is written. Results come in no particular order.
 */
export function runBatch<Row extends BatchRow>(session: Session, options: BatchOptions<Row>): Answer {
  const results: BatchResult[] = [];
  const errors: BatchResult[] = [];
  const partial = options.mayBePartial && haveDistinctTraceIds(options.inputs);
  for (const row of options.inputs) {
    const trace = row.objectWriteTraceId;
    const traced = trace === undefined ? {} : { objectWriteTraceId: trace };
    try {
      results.push({ ...session.parts.database.transaction(() => options.handle(row)), ...traced });
    } catch (error) {
      if (!partial || !(error instanceof ApiError)) throw error;
      errors.push(rowError(error, trace === undefined ? {} : { objectWriteTraceId: [trace] }));
    }
  }
  return batchAnswer(session, { status: options.status, results, errors });
}

/** @throws ApiError 400 for more inputs than allowed */
export function checkBatchSize(inputs: readonly unknown[], max: number = batchLimit): void {
  if (inputs.length <= max) return;
  throw validationError(
    `The maximum number of inputs supported in a batch request is ${max}, but ${inputs.length} were given.`,
  );
}

/** @throws ApiError 400 naming the ids that come more than once */
export function refuseDuplicateIds(ids: readonly string[]): void {
  const repeated = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (repeated.length === 0) return;
  throw validationError(`Duplicate IDs found in batch input: [${repeated.join(', ')}]. IDs must be unique`, {
    ids: repeated,
  });
}

export function batchAnswer(
  session: Session,
  outcome: {
    readonly status: 200 | 201;
    readonly results: readonly BatchResult[];
    readonly errors: readonly BatchResult[];
  },
): Answer {
  const at = isoTime(session.nowMs);
  const failed = outcome.errors.length > 0;
  return {
    status: failed ? 207 : outcome.status,
    body: {
      status: 'COMPLETE',
      results: session.parts.random.shuffle(outcome.results),
      ...(failed && { numErrors: outcome.errors.length, errors: outcome.errors }),
      startedAt: at,
      completedAt: at,
    },
  };
}

/** An error body in the form it takes inside `errors[]` of a 207. */
export function rowError(error: ApiError, context: Readonly<Record<string, readonly string[]>>): BatchResult {
  const details = error.details();
  return {
    category: 'VALIDATION_ERROR',
    errors: [],
    links: {},
    ...details,
    context: { ...details.context, ...context },
  };
}

function haveDistinctTraceIds(inputs: readonly BatchRow[]): boolean {
  const traces = inputs.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? []);
  return traces.length === inputs.length && new Set(traces).size === traces.length;
}
