import type { Workspace } from '../config/workspace';
import type { Failpoint } from '../domain/failpoint';
import type { Database } from '../store/database';

/** What the activities of the lead workflow work with. */
export interface LeadDeps {
  readonly db: Database;
  /** The live workspace. */
  readonly workspace: () => Workspace;
  readonly failpoint: Failpoint;
}
