import { DefaultLogger, type LogEntry, type Logger as SdkLogger } from '@temporalio/worker';
import type { Logger } from 'pino';
import { framesOf } from '../host/error-summary';

/** Fields of the SDK's entries that hold ids and names, never an argument or a message of ours. */
const KEPT_FIELDS = [
  'workflowId',
  'workflowType',
  'activityType',
  'attempt',
  'taskQueue',
  'isLocal',
  // What the native core adds.
  'sdkComponent',
  'target',
] as const;

/**
 * The SDK's log in ours, at warning and above. Of an error only its type and its place are kept: messages may quote a person's data, and
 * an expected refusal (an operator's move to the same stage) is no news.
 */
export function temporalLogger(log: Logger): SdkLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }: LogEntry) => {
    const fields = Object.fromEntries(KEPT_FIELDS.map((field) => [field, meta?.[field] as unknown]));
    const error: unknown = meta?.['error'];
    const kind = error instanceof Error ? { error: typeOf(error), stack: framesOf(error) } : {};
    if (level === 'ERROR') log.error({ ...fields, ...kind }, message);
    else log.warn({ ...fields, ...kind }, message);
  });
}

function typeOf(error: Error): string {
  const type: unknown = (error as { type?: unknown }).type; // Temporal's failures name their type
  return typeof type === 'string' ? type : error.name;
}
