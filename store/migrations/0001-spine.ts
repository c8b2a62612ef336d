import { sql, type Kysely } from 'kysely';

/**
 * The spine. Two homes are kept apart: tables under "people" hold personal data and are deleted by person; all others hold
 * random ids, numbers and codes only.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statements of [people, scoring, lifecycle, crm, operations]) await sql.raw(statements).execute(db);
}

const people = `
create table inbox (
  id bigint generated always as identity primary key,
  connection_id text not null,
  dedupe_key text not null,
  kind text not null,
  body bytea not null,
  received_at timestamptz not null,
  processed_at timestamptz,
  unique (connection_id, dedupe_key)
);
create index inbox_waiting on inbox (id) where processed_at is null;
create index inbox_newest on inbox (connection_id, id);

create table account (
  id uuid primary key,
  name text,
  domain text unique,
  created_at timestamptz not null
);

create table lead (
  id uuid primary key,
  source text not null,
  created_at timestamptz not null,
  merged_into uuid references lead,
  erased_at timestamptz
);

create index lead_created on lead (created_at, id);
create index lead_gone on lead (id) where merged_into is not null or erased_at is not null;

-- Dated: which lead an alias named, from when until when. An activity keeps the alias it came with, so a merge can be undone.
create table lead_alias (
  id bigint generated always as identity primary key,
  lead_id uuid not null references lead,
  kind text not null check (kind in ('email', 'external')),
  source text not null,
  value text not null,
  valid_from timestamptz not null,
  valid_to timestamptz
);
create unique index lead_alias_current on lead_alias (kind, source, value) where valid_to is null;
create index lead_alias_lead on lead_alias (lead_id);
-- Search by the beginning of an e-mail or of a source's id.
create index lead_alias_search on lead_alias (lower(value) text_pattern_ops) where valid_to is null;

create table account_membership (
  lead_id uuid not null references lead,
  account_id uuid not null references account,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (lead_id, valid_from)
);

create table lead_attribute (
  lead_id uuid not null references lead,
  name text not null,
  value jsonb not null,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  source text not null,
  source_id text not null,
  reconstructed boolean not null default false,
  primary key (lead_id, name, occurred_at, source, source_id)
);

-- Search by the beginning of a name. The list of attributes is repeated in lead-search.ts.
create index lead_attribute_search on lead_attribute (lower(value #>> '{}') text_pattern_ops)
  where name in ('first_name', 'last_name', 'company');

create table lead_consent (
  lead_id uuid not null references lead,
  channel text not null,
  status text not null check (status in ('granted', 'withdrawn')),
  lawful_basis text,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  source text not null,
  source_id text not null,
  primary key (lead_id, channel, occurred_at, source, source_id)
);

create table activity (
  id bigint generated always as identity,
  lead_id uuid not null,
  alias_id bigint,
  source text not null,
  source_id text not null,
  type text not null,
  asset text,
  props jsonb,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  reconstructed boolean not null default false,
  primary key (source, source_id)
);
create index activity_lead on activity (lead_id, occurred_at);

-- What became of a lead (won, converted). Read by no score and no stage.
create table outcome (
  lead_id uuid not null references lead,
  kind text not null,
  value jsonb not null,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  source text not null,
  source_id text not null,
  primary key (source, source_id, kind)
);
create index outcome_lead on outcome (lead_id);

-- What could not be processed is kept here, shown, mended and replayed. "record" may hold personal data.
create table sync_error (
  id bigint generated always as identity primary key,
  connection_id text not null,
  direction text not null check (direction in ('in', 'out')),
  code text not null,
  field text,
  message text not null,
  remedy text,
  permanent boolean not null default true,
  record jsonb,
  lead_id uuid,
  origin text not null,
  state text not null default 'open' check (state in ('open', 'retried', 'resolved')),
  occurred_at timestamptz not null,
  closed_at timestamptz,
  unique (origin)
);
create index sync_error_open on sync_error (connection_id, id) where state = 'open';

-- Free-text reasons people give. Ledgers refer to them by id.
create table note (
  id bigint generated always as identity primary key,
  lead_id uuid not null references lead,
  author text not null,
  text text not null,
  written_at timestamptz not null
);
`;

const scoring = `
create table workspace_version (
  id text primary key,
  files jsonb not null,
  created_at timestamptz not null
);

-- When which version was live: one may come back.
create table workspace_activation (
  id bigint generated always as identity primary key,
  workspace_id text not null references workspace_version,
  activated_at timestamptz not null
);

-- Work for the scorer. A row carries what the fold needs, so routine scoring never reads the activity log.
create table score_queue (
  id bigint generated always as identity primary key,
  lead_id uuid not null,
  kind text not null check (kind in ('activity', 'profile', 'due', 'recompute')),
  quiet boolean not null default false,
  source text,
  source_id text,
  type text,
  asset text,
  props jsonb,
  occurred_at bigint,
  known_at bigint
);

create table lead_score (
  lead_id uuid primary key,
  evaluation_no bigint not null,
  workspace_id text not null,
  -- The scorer's own, written whole and never looked into: json, which is kept as it comes.
  fold json not null,
  profile json not null,
  grade text not null,
  fit integer not null,
  engagement integer not null,
  interest integer not null,
  intent integer not null,
  level smallint not null,
  combined text not null,
  decision jsonb not null,
  quiet boolean not null,
  last_activity_at timestamptz,
  next_change_at timestamptz,
  evaluated_at timestamptz not null,
  -- Indexed in the place of evaluated_at: a column that changes with every evaluation would have every index written anew.
  evaluated_day date not null generated always as ((evaluated_at at time zone 'UTC')::date) stored
) with (fillfactor = 70);
create index lead_score_due on lead_score (next_change_at);
create index lead_score_fading on lead_score (evaluated_day) where engagement > 0;
-- Lists by score, and the matrix: read from the index alone, since the rows are wide.
create index lead_score_rank on lead_score (engagement, lead_id);
create index lead_score_cell on lead_score (combined);

-- One row per change of something a decision reads: never one per activity.
create table evaluation_change (
  lead_id uuid not null,
  evaluation_no bigint not null,
  workspace_id text not null,
  grade text not null,
  combined text not null,
  fit integer not null,
  engagement integer not null,
  interest integer not null,
  intent integer not null,
  decision jsonb not null,
  quiet boolean not null,
  evaluated_at timestamptz not null,
  primary key (lead_id, evaluation_no)
);
`;

const lifecycle = `
create table lead_track (
  lead_id uuid not null,
  track text not null default 'main',
  episode integer not null default 1,
  stage text not null,
  visit_no integer not null default 1,
  stage_since timestamptz not null,
  quiet boolean not null default false,
  owner_id text,
  recycle_reason text,
  recycle_until timestamptz,
  -- When everybody had enough for the day: the instant at which the hand-off is tried again.
  hand_off_retry_at timestamptz,
  -- Whose the lead becomes at the next hand-off, where a verdict said so.
  route jsonb,
  next_deadline_at timestamptz,
  has_workflow boolean not null default false,
  closed_at timestamptz,
  primary key (lead_id, track)
);
create index lead_track_stage on lead_track (stage, stage_since);
create index lead_track_since on lead_track (stage_since, lead_id);
create index lead_track_owner on lead_track (owner_id) where owner_id is not null;

create table stage_move (
  lead_id uuid not null,
  track text not null,
  visit_no integer not null,
  episode integer not null,
  from_stage text,
  to_stage text not null,
  cause text not null,
  decided_by text not null check (decided_by in ('leadline', 'crm', 'operator')),
  actor text,
  note_id bigint,
  evaluation_no bigint,
  quiet boolean not null default false,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  primary key (lead_id, track, visit_no)
);

create index stage_move_entered on stage_move (to_stage, occurred_at);

create table assignment (
  lead_id uuid not null,
  track text not null,
  visit_no integer not null,
  attempt integer not null,
  rep_id text not null,
  territory text not null,
  cause text not null,
  assigned_at timestamptz not null,
  primary key (lead_id, track, visit_no, attempt)
);
create index assignment_rep on assignment (rep_id, assigned_at);

-- Whose turn it is, by territory. Locked while a turn is taken.
create table rotation (
  territory text primary key,
  last_rep_id text not null
);

create table sla_clock (
  lead_id uuid not null,
  track text not null,
  visit_no integer not null,
  policy text not null,
  state text not null check (state in ('running', 'met', 'breached', 'stopped')),
  started_at timestamptz not null,
  due_at timestamptz not null,
  -- When a lead that nobody has judged goes back.
  verdict_due_at timestamptz,
  steps jsonb not null,
  first_touch_at timestamptz,
  closed_at timestamptz,
  close_cause text,
  primary key (lead_id, track, visit_no)
);
create index sla_clock_running on sla_clock (due_at) where state = 'running';
create index sla_clock_state on sla_clock (state, due_at);

create table escalation (
  lead_id uuid not null,
  track text not null,
  visit_no integer not null,
  step text not null,
  due_at timestamptz not null,
  fired_at timestamptz not null,
  recipient text,
  primary key (lead_id, track, visit_no, step)
);

-- Outbox to Temporal: at most one waiting wake per lead and track. The number says how far SQL had come.
create sequence wake_number;
create table wake (
  lead_id uuid not null,
  track text not null default 'main',
  number bigint not null default nextval('wake_number'),
  primary key (lead_id, track)
);
create index wake_order on wake (number);
`;

const crm = `
create table connection (
  id text primary key,
  vendor text not null,
  mode text not null check (mode in ('observe', 'score_fields', 'tasks')),
  settings jsonb not null default '{}',
  secrets bytea,
  paused_at timestamptz,
  paused_by text,
  breaker_until timestamptz,
  breaker_failures integer not null default 0,
  breaker_code text,
  -- Rises when something is done to the connection that may let waiting work go.
  changed_no bigint not null default 0,
  created_at timestamptz not null
);

create table sync_cursor (
  connection_id text not null references connection,
  name text not null,
  value text not null,
  updated_at timestamptz not null,
  primary key (connection_id, name)
);

create table crm_record (
  connection_id text not null references connection,
  object_type text not null,
  lead_id uuid not null,
  crm_id text not null,
  linked_by text not null,
  linked_at timestamptz not null,
  primary key (connection_id, object_type, lead_id)
);
create unique index crm_record_crm_id on crm_record (connection_id, object_type, crm_id);

create table crm_owner (
  connection_id text not null references connection,
  rep_id text not null,
  crm_owner_id text not null,
  primary key (connection_id, rep_id)
);

-- Outbox to the CRM: that a record or task shall be written. What is written is rendered at send.
create sequence wish_version;
create table crm_wish (
  id bigint generated always as identity primary key,
  connection_id text not null references connection,
  lead_id uuid not null,
  kind text not null check (kind in ('contact', 'task')),
  ref text not null,
  version bigint not null default nextval('wish_version'),
  sent_version bigint not null default 0,
  priority smallint not null default 5,
  purpose text not null,
  track text not null default 'main',
  visit_no integer,
  due_at timestamptz,
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'held', 'withdrawn')),
  attempts integer not null default 0,
  not_before timestamptz not null,
  error_code text,
  crm_id text,
  sent_at timestamptz,
  -- Engagement as last sent: a drift of five points is worth another send.
  sent_engagement integer,
  unique (connection_id, ref)
);
create index crm_wish_pending on crm_wish (connection_id, priority, id) where state in ('pending', 'sending');
create index crm_wish_newest on crm_wish (connection_id, version) where state in ('pending', 'sending');
create index crm_wish_lead on crm_wish (lead_id);
create index crm_wish_sent on crm_wish (connection_id, sent_at) where sent_at is not null;

-- CRM records that changed and have not been read yet.
create table crm_change (
  connection_id text not null,
  object_type text not null,
  crm_id text not null,
  number bigint not null default nextval('wake_number'),
  noticed_at timestamptz not null,
  primary key (connection_id, object_type, crm_id)
);

-- The newest reading of a linked record.
create table crm_state (
  connection_id text not null,
  lead_id uuid not null,
  owner_crm_id text,
  lead_status text,
  disposition text,
  disposition_at timestamptz,
  lifecycle_stage text,
  lifecycle_stage_at timestamptz,
  last_contacted_at timestamptz,
  read_at timestamptz not null,
  primary key (connection_id, lead_id)
);

create table crm_touch (
  connection_id text not null,
  kind text not null,
  crm_id text not null,
  lead_id uuid not null,
  occurred_at timestamptz not null,
  known_at timestamptz not null,
  primary key (connection_id, kind, crm_id, lead_id)
);
create index crm_touch_lead on crm_touch (lead_id, occurred_at);
`;

const operations = `
create table api_key (
  id text primary key,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null default '{}'
);

create table import_run (
  id text primary key,
  kind text not null,
  file_name text not null,
  settings jsonb not null,
  started_at timestamptz not null,
  -- How far it has come: written in the transaction of the rows themselves, so a resumption neither skips nor repeats.
  rows_done bigint not null default 0,
  rows_refused bigint not null default 0,
  counts jsonb not null default '{}',
  finished_at timestamptz
);
`;
