/** What is wrong in a file that parses but makes no sense, and how to mend it. */
export interface SemanticProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}
