import { sql } from 'kysely';
import type { Workspace } from '../../config/workspace';
import { noFailpoint } from '../../domain/failpoint';
import { DAY_MS, type EpochMs } from '../../domain/time';
import { scoreWaiting } from '../../pipeline/score';
import { SeededRandom } from '../../simulators/hubspot/random';
import { storeActivities } from '../../store/activity';
import type { Database } from '../../store/database';
import { resolveLeads } from '../../store/lead-identity';
import { storeProfiles } from '../../store/lead-profile';

const AT_ONCE = 2_000;
const SOURCES = ['site', 'webinars', 'events', 'product', 'list'];
const COUNTRIES = ['US', 'DE', 'GB', 'BR', 'IN'];
const INDUSTRIES = ['software', 'manufacturing', 'retail', 'healthcare'];
const SENIORITIES = ['director', 'manager', 'individual', 'student'];
const TYPES = [
  ...Array.from({ length: 6 }, () => 'page_view'),
  ...['email_open', 'email_open', 'email_click', 'download', 'webinar_attended', 'pricing_page', 'demo_request'],
];

export interface Size {
  readonly leads: number;
  readonly activitiesALead: number;
}

/**
 * A company that has used Leadline for a year: leads with names, activities and scores by the real way in, and what the
 * workflows would have made of them, in SQL.
 */
export async function seedYear(db: Database, workspace: Workspace, { now, ...size }: Size & { readonly now: EpochMs }) {
  const random = new SeededRandom(5);
  const deps = { db, clock: () => now, failpoint: noFailpoint, rules: () => workspace };
  for (let from = 0; from < size.leads; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, size.leads - from) }, (_, index) => from + index);
    await db.transaction().execute((tx) => seedSome(tx, { numbers, now, random, activities: size.activitiesALead }));
    while ((await scoreWaiting(deps)) > 0);
  }
  await standWhereCalled(db, now);
  await sql`truncate wake, crm_wish`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

async function seedSome(
  tx: Database,
  {
    numbers,
    now,
    random,
    activities,
  }: {
    readonly numbers: readonly number[];
    readonly now: EpochMs;
    readonly random: SeededRandom;
    readonly activities: number;
  },
): Promise<void> {
  const one = (words: readonly string[]): string => words[random.integer(words.length)] ?? '';
  const source = one(SOURCES);
  const references = numbers.map((number) => [
    { kind: 'email' as const, value: `person${number}@company${number % 5_003}.example` },
  ]);
  const leads = await resolveLeads(tx, { references, source, now: now - 365 * DAY_MS + random.integer(300) * DAY_MS });
  const occurredAt = now - 365 * DAY_MS;
  const attributes = leads.flatMap(({ leadId }, index) => {
    const number = numbers[index] ?? 0;
    const values = {
      first_name: `Person${number}`,
      last_name: `Number${number}`,
      company: `Company ${number % 5_003}`,
      country: one(COUNTRIES),
      industry: one(INDUSTRIES),
      seniority: one(SENIORITIES),
      employees: 10 + random.integer(900),
    };
    return Object.entries(values).map(([name, value]) => ({
      ...{ leadId, name, value, occurredAt, knownAt: occurredAt, source },
      sourceId: `${name}-${number}`,
    }));
  });
  await storeProfiles(tx, { attributes }, { quiet: true });
  const done = leads.flatMap((lead, index) =>
    Array.from({ length: activities }, (_, place) => {
      const at = now - random.integer(365 * DAY_MS);
      return {
        ...{ leadId: lead.leadId, aliasId: lead.aliasId, source, type: one(TYPES), occurredAt: at, knownAt: at },
        sourceId: `${numbers[index] ?? 0}-${place}`,
        asset: `/page/${random.integer(200)}`,
      };
    }),
  );
  await storeActivities(tx, done, { quiet: true });
}

/** Stages, owners, clocks and errors as the workflows leave them. */
async function standWhereCalled(db: Database, now: EpochMs): Promise<void> {
  const at = new Date(now);
  await sql`
    insert into stage_move (lead_id, track, visit_no, episode, from_stage, to_stage, cause, decided_by, occurred_at, known_at)
    select lead_id, 'main', 2, 1, 'subscriber', case when decision ->> 'zone' in ('priority', 'sales') then 'mql' else 'nurture' end,
           'seeded', 'leadline', ${at}::timestamptz - abs(hashtext(lead_id::text)) % 8000 * interval '1 hour', ${at}
    from lead_score where decision ->> 'zone' <> 'none'
  `.execute(db);
  await sql`
    update lead_track set stage = to_stage, visit_no = 2, stage_since = occurred_at, has_workflow = true,
      owner_id = case when to_stage = 'mql' then (array['ana', 'leo'])[1 + abs(hashtext(lead_track.lead_id::text)) % 2] end
    from stage_move where stage_move.lead_id = lead_track.lead_id and stage_move.visit_no = 2
  `.execute(db);
  await sql`
    insert into assignment (lead_id, track, visit_no, attempt, rep_id, territory, cause, assigned_at)
    select lead_id, track, visit_no, 1, owner_id, 'elsewhere', 'rotation', stage_since from lead_track where owner_id is not null
  `.execute(db);
  await sql`
    insert into sla_clock (lead_id, track, visit_no, policy, state, started_at, due_at, steps, first_touch_at, closed_at, close_cause)
    select lead_id, track, visit_no, 'P2', state, stage_since, due_at, '[]',
           case when state = 'met' then stage_since + interval '1 hour' end, case when state <> 'running' then due_at end, null
    from (
      select *, (array['running', 'met', 'met', 'breached'])[1 + abs(hashtext(lead_id::text)) % 4] as state,
             ${at}::timestamptz + (abs(hashtext(lead_id::text)) % 2000 - 1000) * interval '1 minute' as due_at
      from lead_track where owner_id is not null
    ) as held
  `.execute(db);
}
