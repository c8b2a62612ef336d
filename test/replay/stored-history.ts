import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { temporal } from '@temporalio/proto';

/** A history as it is stored: proto3 JSON, the form of Temporal's own tools. */
export interface StoredHistory {
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/** Without what names the machine or the folder it was recorded in, none of which a replay reads. */
export function toStoredHistory(history: temporal.api.history.v1.IHistory): StoredHistory {
  const dropped = new Set(['identity', 'stackTrace', 'workerVersion', 'binaryChecksum']);
  // A field that JSON names like this is text in every event; a payload's fields are base64 and carry other names.
  return JSON.parse(historyToJSON(history), (key, value: unknown) =>
    dropped.has(key) ? undefined : value,
  ) as StoredHistory;
}

/** The history as other code would have made it: where ours ran one activity, it ran another. */
export function withAnotherActivity(
  history: StoredHistory,
  activity: { readonly was: string; readonly is: string },
): StoredHistory {
  return JSON.parse(
    JSON.stringify(history).replaceAll(JSON.stringify(activity.was), JSON.stringify(activity.is)),
  ) as StoredHistory;
}
