/** The options of `leadline import`, as commander hands them over. */
export interface ImportOptions {
  readonly mapping: string;
  readonly quiet: boolean;
  readonly resume: boolean;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly connection: string;
}
