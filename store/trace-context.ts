import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import { plainArray } from './plain-array';

/** The span that the next step of a subject follows. A subject is a lead's id, or `inbox/<id>` for a message. */
export interface TraceContext {
  readonly subject: string;
  /** As W3C Trace Context writes it. */
  readonly traceparent: string;
}

/** Keeps contexts in place of the subjects' earlier ones. In order, against deadlocks. */
export async function noteTraceContexts(tx: Database, contexts: readonly TraceContext[], now: EpochMs): Promise<void> {
  if (contexts.length === 0) return;
  const ordered = contexts.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  await sql`
    insert into trace_context (subject, traceparent, noted_at)
    select subject, traceparent, ${at(now)}
    from unnest(${plainArray(ordered.map((context) => context.subject))}::text[],
      ${plainArray(ordered.map((context) => context.traceparent))}::text[]) as new (subject, traceparent)
    on conflict (subject) do update set traceparent = excluded.traceparent, noted_at = excluded.noted_at
  `.execute(tx);
}

/** The contexts among these subjects that were noted since. */
export async function readTraceContexts(
  db: Database,
  request: { readonly subjects: readonly string[]; readonly since: EpochMs },
): Promise<readonly TraceContext[]> {
  const { rows } = await sql<TraceContext>`
    select subject, traceparent from trace_context
    where subject = any(${plainArray(request.subjects)}::text[]) and noted_at >= ${at(request.since)}
  `.execute(db);
  return rows;
}

export async function forgetTraceContexts(db: Database, before: EpochMs): Promise<void> {
  await sql`delete from trace_context where noted_at < ${at(before)}`.execute(db);
}
