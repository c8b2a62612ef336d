import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** What was changed by hand. A closed list, so that audit can be searched by it. */
export type AuditAction =
  | 'lead.move'
  | 'sync.pause'
  | 'sync.resume'
  | 'sync_error.retry'
  | 'sync_error.resolve'
  | 'api_key.create'
  | 'api_key.revoke'
  | 'connection.connect'
  | 'import.start'
  | 'workspace.activate'
  | 'reconcile.run'
  | 'user.sign_in_link'
  | 'user.sign_in'
  | 'user.change'
  | 'user.password'
  | 'user.session_end'
  | 'invitation.create'
  | 'invitation.accept'
  | 'invitation.revoke';

/**
 * Something a person (or their key) had done. `actor` is `user:<id>`, `key:<id>` or `cli:<user of the operating system>`,
 * `subject` what it was done to, e.g. `lead:<id>`. `detail` holds ids, numbers and codes only: audit is no home for
 * personal data.
 */
export interface AuditEntry {
  readonly actor: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  readonly now: EpochMs;
}

/** Written in the transaction of the change itself where there is one, so that neither stands without the other. */
export async function writeAudit(tx: Database, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      at: at(entry.now),
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
