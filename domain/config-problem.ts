/** What is wrong in a configuration file, where, and how to mend it. */
export interface ConfigProblem {
  readonly file: string;
  /** 1-based; null when the file itself is missing. */
  readonly line: number | null;
  /** Dotted path of the field, e.g. `engagement.intent.rules[2].points`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}
