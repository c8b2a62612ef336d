import { EXIT, type ExitCode } from './exit-codes';

/** An expected failure of a command: printed as one or two lines on stderr, without a stack, and told by the exit status. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;
  /** One sentence that says what to do. */
  readonly remedy: string | undefined;

  constructor(exitCode: ExitCode, code: string, message: string, details: { remedy?: string; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CliFailure';
    this.exitCode = exitCode;
    this.code = code;
    this.remedy = details.remedy;
  }
}

/** Every command that needs a running Leadline says it in these words. */
export const notRunning = (dataDir: string, cause?: unknown): CliFailure =>
  new CliFailure(EXIT.notRunning, 'not_running', `Leadline is not running on ${dataDir}.`, {
    remedy: 'Start it with `npm start`, or name another folder with --data-dir.',
    cause,
  });

/** Where the instance is described but does not answer. */
export const unreachable = (what: string, cause?: unknown): CliFailure =>
  new CliFailure(EXIT.notRunning, 'unreachable', `${what} cannot be reached.`, {
    remedy: 'Start Leadline with `npm start`; `leadline doctor` shows which part is missing.',
    cause,
  });
