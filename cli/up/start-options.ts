import type { Clock } from '../../domain/time';

/** What all parts of an instance are started with. */
export interface StartOptions {
  /** Folder of the product. */
  readonly root: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly actor: string;
  readonly log: (line: string) => void;
}

/** Ends a part; the last that was started is the first to be ended. */
export type Closer = () => Promise<unknown>;
