import type { Workspace } from '../../config/workspace';
import { noFailpoint } from '../../domain/failpoint';
import type { EpochMs } from '../../domain/time';
import { scoreWaiting } from '../../pipeline/score';
import { storeActivities } from '../../store/activity';
import type { Database } from '../../store/database';
import { resolveLeads } from '../../store/lead-identity';
import { sql } from 'kysely';

const AT_ONCE = 2_000;

/** As the load names them. */
export const emailOf = (lead: number): string => `person${lead}@company${lead % 997}.example`;
export const externalIdOf = (lead: number): string => `p${lead}`;

/**
 * Leads as a year's business leaves them: known by e-mail and by the connection's id, with an old visit, scored, each with a
 * workflow that waits.
 */
export async function seedKnownLeads(
  db: Database,
  workspace: Workspace,
  { connectionId, count, now }: { readonly connectionId: string; readonly count: number; readonly now: EpochMs },
): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const leads = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => from + index);
    await db.transaction().execute((tx) => seedSome(tx, { connectionId, leads, now }));
  }
  const deps = { db, clock: () => now, failpoint: noFailpoint, rules: () => workspace };
  for (let done = await scoreWaiting(deps); done > 0; done = await scoreWaiting(deps));
  await sql`update lead_track set has_workflow = true`.execute(db);
  await sql`truncate wake`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

const LONG_AGO_MS = 150 * 86_400_000;

async function seedSome(
  tx: Database,
  {
    connectionId,
    leads,
    now,
  }: { readonly connectionId: string; readonly leads: readonly number[]; readonly now: EpochMs },
): Promise<void> {
  const references = leads.map((lead) => [
    { kind: 'external' as const, source: connectionId, value: externalIdOf(lead) },
    { kind: 'email' as const, value: emailOf(lead) },
  ]);
  const resolved = await resolveLeads(tx, { references, source: connectionId, now });
  const occurredAt = now - LONG_AGO_MS;
  const visits = resolved.map((lead, index) => ({
    leadId: lead.leadId,
    aliasId: lead.aliasId,
    source: connectionId,
    sourceId: `seed-${leads[index] ?? 0}`,
    type: 'page_view',
    occurredAt,
    knownAt: occurredAt,
  }));
  await storeActivities(tx, visits, { quiet: true });
}
