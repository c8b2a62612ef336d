import { errorCode } from './error-code';

/** What may be logged of an error: its kind and its place, never its message, which may quote a person's data. */
export interface ErrorSummary {
  readonly name: string;
  readonly code?: string;
  /** The innermost calls, as in a stack trace. */
  readonly stack: readonly string[];
}

const MOST_FRAMES = 8;

export function errorSummary(error: unknown): ErrorSummary {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const code = errorCode(error);
  return { name: error.name, ...(code === undefined ? {} : { code }), stack: framesOf(error) };
}

/** A code where the error has one, else its name. */
export function errorKind(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
}

/** A stack begins with the message, which may have lines that look like calls. */
export function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? '';
  const messageAt = stack.indexOf(error.message);
  if (messageAt < 0) return [];
  const lines = stack.slice(messageAt + error.message.length).split('\n');
  return lines.filter((line) => line.startsWith('    at ')).slice(0, MOST_FRAMES);
}
