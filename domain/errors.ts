/**
 * An expected failure with a stable code that users, logs and Temporal may see. The message carries no personal data and
 * no secret; `remedy` says in one sentence what to do.
 */
export class LeadlineError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;
  /** Path of the offending field where the input is at fault. */
  readonly field: string | undefined;

  constructor(code: string, message: string, details: { remedy?: string; field?: string; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'LeadlineError';
    this.code = code;
    this.remedy = details.remedy;
    this.field = details.field;
  }
}
