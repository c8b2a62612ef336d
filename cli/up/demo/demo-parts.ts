import type { Clock } from '../../../domain/time';
import type { HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import type { Database } from '../../../store/database';
import type { DemoState } from './demo-state';

/** What the parts of the demo work with. */
export interface DemoParts {
  readonly db: Database;
  readonly clock: Clock;
  /** Where the demo's website sends what visitors do. */
  readonly webhookUrl: string;
  readonly hubspot: {
    readonly control: HubspotSimulatorControl;
    readonly portalId: number;
    readonly connectionId: string;
  };
  /** Folder of mappings for what the generator writes. */
  readonly mappingsDir: string;
  readonly dataDir: string;
  /** Who is named in the audit. */
  readonly actor: string;
  /** How many times faster than life visitors come; 0: nobody comes. */
  readonly speed: number;
  readonly signal: AbortSignal;
  /** Waits; ends early, without an error, when `signal` is aborted. */
  readonly pause: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/** The demo's progress, in memory and in its file. */
export interface DemoProgress {
  readonly state: () => DemoState;
  readonly save: (change: Partial<DemoState>) => Promise<void>;
}
