import type { Portal } from './accounts/portal';

/** Who makes a change, as webhooks and property histories name it. */
export interface Origin {
  readonly source: 'INTEGRATION' | 'CRM_UI' | 'IMPORT' | 'CALCULATED' | 'AUTOMATION_PLATFORM';
  readonly sourceId: string;
}

/** Where, by whom and when something is changed. */
export interface ChangeContext {
  readonly portal: Portal;
  readonly origin: Origin;
  readonly nowMs: number;
  /** Fires no webhooks; for seeding. */
  readonly quiet?: true;
}
