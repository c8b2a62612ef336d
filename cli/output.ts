import { terminalText } from './terminal-text';

export type OutputFormat = 'table' | 'json';

/**
 * Where a command writes. Data goes to stdout, everything said about it to stderr, so that stdout can be piped on.
 * With `--output json` stdout holds one JSON document, or nothing where there is no result; an error stands
 * on stderr as one line of JSON. What people read holds nothing that a terminal would obey.
 */
export interface Output {
  readonly format: OutputFormat;
  /** The command's result: `json` is its documented shape, `text` what a person reads. Only one of the two is made. */
  result(json: unknown, text: () => string): void;
  /** Progress and remarks; left out under --silent. */
  log(line: string): void;
  /** What must be seen even under --silent. */
  warn(line: string): void;
  /** Whether stderr is a terminal, so that a progress bar makes sense. */
  readonly interactive: boolean;
}

/** The two streams of a process, or of a test. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

export function createOutput(streams: Streams, options: { format: OutputFormat; quiet: boolean }): Output {
  return {
    format: options.format,
    interactive: streams.stderr.isTTY === true && !options.quiet,
    result: (json, text) => {
      const body = options.format === 'json' ? JSON.stringify(json, null, 2) : terminalText(text());
      if (body !== '') streams.stdout.write(`${body}\n`);
    },
    log: (line) => {
      if (!options.quiet) streams.stderr.write(`${terminalText(line)}\n`);
    },
    // The escapes are those of JSON as well: an error that is told as JSON stays the same.
    warn: (line) => streams.stderr.write(`${terminalText(line)}\n`),
  };
}
