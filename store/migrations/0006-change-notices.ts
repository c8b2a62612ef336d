import { sql, type Kysely } from 'kysely';

/**
 * Tables tell on the channel leadline_change what people look at has changed, so that no writer can forget to and none pays
 * a round trip for it: once a statement, `<topic>:<lead ids>`, without the ids where they are many.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(functions).execute(db);
  for (const [topic, table, events] of TOLD) {
    for (const event of events) await sql.raw(trigger({ topic, table, event })).execute(db);
  }
  await sql.raw(connections).execute(db);
}

const functions = `
create function tell_of_leads() returns trigger language plpgsql as $$
declare
  leads integer;
  ids text;
begin
  select count(distinct lead_id) into leads from changed;
  if leads = 0 and not exists (select from changed) then return null; end if;
  if leads <= 50 then select string_agg(distinct lead_id::text, ',') into ids from changed; end if;
  perform pg_notify('leadline_change', tg_argv[0] || ':' || coalesce(ids, ''));
  return null;
end $$;

create function tell_of_topic() returns trigger language plpgsql as $$
begin
  if not exists (select from changed) then return null; end if;
  perform pg_notify('leadline_change', tg_argv[0] || ':');
  return null;
end $$;
`;

/** lead_score is not among them: its rows are wide, so its one writer tells by itself (store/change-notice.ts). */
const TOLD = [
  ['leads', 'stage_move', ['insert']],
  ['leads', 'assignment', ['insert']],
  ['sla', 'sla_clock', ['insert', 'update']],
  ['sla', 'escalation', ['insert']],
  ['sync', 'crm_write', ['insert']],
  ['sync', 'sync_error', ['insert', 'update']],
] as const;

const trigger = (on: { readonly topic: string; readonly table: string; readonly event: string }): string => `
create trigger tell_of_${on.event} after ${on.event} on ${on.table} referencing new table as changed
for each statement execute function tell_of_leads('${on.topic}');
`;

const connections = `
create trigger tell_of_update after update on connection referencing new table as changed
for each statement execute function tell_of_topic('sync');
`;
