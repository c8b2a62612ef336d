/** What the exit status of `leadline` says. Stable: scripts may rely on it (docs/cli.md). */
export const EXIT = {
  ok: 0,
  /** Something went wrong that no other status names; also: `doctor` found a failure. */
  failure: 1,
  /** The command line itself was wrong. */
  usage: 2,
  /** Leadline (or a part the command needs) is not running or cannot be reached. */
  notRunning: 3,
  /** What was asked for does not exist. */
  notFound: 4,
  /** The input was understood and refused: an invalid workspace, a move that is not allowed. */
  refused: 5,
  /** What was asked for does not go with the present state, e.g. a retry of an error that is closed. */
  conflict: 6,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The same in words, for the reference. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  failure: 'something went wrong that no other status names; `doctor` found a failure',
  usage: 'the command line was wrong',
  notRunning: 'Leadline, or a part the command needs, is not running or cannot be reached',
  notFound: 'what was asked for does not exist',
  refused: 'the input was understood and refused: an invalid workspace, a move that is not allowed',
  conflict: 'it does not go with the present state: a retry of an error that is closed',
  interrupted: 'ended by Ctrl-C',
};
