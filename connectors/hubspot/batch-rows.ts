import type { RowResult } from '../crm-port';
import { rowFailure, type ErrorBody } from './call-error';

/** A batch answer as far as it is read; all batch endpoints share it. */
export interface BatchAnswer {
  readonly results: readonly BatchRecord[];
  readonly errors?: readonly BatchError[];
}

export interface BatchRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly objectWriteTraceId?: string;
  /** Upserts only; the client's name for `new`. */
  readonly _new?: boolean;
}

interface BatchError {
  readonly category?: string;
  readonly message?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly {
    readonly message?: string;
    readonly code?: string;
    readonly context?: Readonly<Record<string, readonly string[]>>;
  }[];
}

export interface WrittenRow {
  readonly traceId: string;
  /** Whether an answer's record is this row's: the order of results is not promised. */
  readonly isRecord: (record: BatchRecord) => boolean;
  /** What an error's context may name instead of the trace id. */
  readonly ids: readonly string[];
}

/**
 * Gives each row its result. A row that has neither result nor error was lost without a word: `silent`. An error that names
 * no row cannot be given to one, so its row comes out as silent too and is tried again.
 */
export function rowResults(
  rows: readonly WrittenRow[],
  answer: BatchAnswer,
  created: (record: BatchRecord) => boolean,
): readonly RowResult[] {
  return rows.map((row): RowResult => {
    const record = answer.results.find(
      (candidate) => candidate.objectWriteTraceId === row.traceId || row.isRecord(candidate),
    );
    if (record !== undefined) return { ok: true, crmId: record.id, created: created(record) };
    const error = (answer.errors ?? []).find((candidate) => concerns(candidate, row));
    if (error !== undefined) return rowFailure(null, toBody(error));
    return { ok: false, code: 'silent', field: null, message: 'Neither result nor error.', existingCrmId: null };
  });
}

function concerns(error: BatchError, row: WrittenRow): boolean {
  const context = error.context ?? {};
  return (
    (context['objectWriteTraceId'] ?? []).includes(row.traceId) ||
    [...(context['ids'] ?? []), ...(context['id'] ?? [])].some((id) => row.ids.includes(id))
  );
}

function toBody(error: BatchError): ErrorBody {
  return {
    message: error.message ?? '',
    ...(error.category === undefined ? {} : { category: error.category }),
    errors: (error.errors ?? []).map((detail) => ({
      message: detail.message ?? '',
      ...(detail.code === undefined ? {} : { code: detail.code }),
      ...(detail.context === undefined
        ? {}
        : { context: Object.fromEntries(Object.entries(detail.context).map(([key, ids]) => [key, [...ids]])) }),
    })),
  };
}
