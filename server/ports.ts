import type pino from 'pino';
import type { Clock } from '../domain/time';
import type { Override, OverrideOutcome } from '../pipeline/override-stage';
import type { Database } from '../store/database';
import type { LeadTallies } from '../store/lead-tallies';
import type { AnsweredRequest } from '../telemetry/metrics';
import type { ReadinessCheck } from '../telemetry/readiness';
import type { TemporalUi } from '../views/lead-record';
import type { WorkspaceReader } from '../views/workspaces';
import type { SignIn } from './auth/sign-in';
import type { ChangeFeed } from './change-feed';

/** What the API has done by a lead's workflow. */
export interface LeadCommands {
  /** Carries out an operator's move and waits until it is in SQL. Expected refusals are values. */
  move(override: Override): Promise<OverrideOutcome>;
}

/** Everything the API needs, passed in by the composition root. */
export interface ApiDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Receives route patterns, statuses, durations and ids of keys and users; never a URL with its query, a body or a name. */
  readonly log: pino.Logger;
  readonly workspaces: WorkspaceReader;
  readonly leadCommands: LeadCommands;
  readonly tallies: LeadTallies;
  readonly temporalUi: TemporalUi | null;
  readonly readiness: readonly ReadinessCheck[];
  readonly signIn: SignIn;
  readonly changes: ChangeFeed;
  /** The folder of the built console; null: there is none. */
  readonly consoleDir: string | null;
  /** Where browsers reach us, e.g. `https://leadline.example.com`; null where that is not configured. */
  readonly publicUrl: string | null;
  /** Told of every request that was answered, for counting. */
  readonly onAnswered?: (request: AnsweredRequest) => void;
}
