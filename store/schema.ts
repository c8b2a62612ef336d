import type { ColumnType, Generated } from 'kysely';
import type { AttributeValue } from '../domain/lead';
import type { CombinedScore, Grade, Level } from '../domain/evaluation';
import type { Role } from '../domain/role';
import type { DecidedBy, DecisionInputs, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';

/** Read as epoch milliseconds, written as a Date (see `at`). */
type Instant = ColumnType<EpochMs, Date, Date>;
type OptionalInstant = ColumnType<EpochMs | null, Date | null | undefined, Date | null>;
/** Read parsed; written as JSON text, since node-postgres would write a plain array as an SQL array. */
type Json<T> = ColumnType<T, string, string>;
type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** The tables, column by column as the migrations make them. */
export interface Schema {
  inbox: {
    id: Generated<number>;
    connection_id: string;
    dedupe_key: string;
    kind: string;
    body: Buffer;
    received_at: Instant;
    processed_at: OptionalInstant;
  };
  account: { id: string; name: string | null; domain: string | null; created_at: Instant };
  lead: { id: string; source: string; created_at: Instant; merged_into: string | null; erased_at: OptionalInstant };
  lead_alias: {
    id: Generated<number>;
    lead_id: string;
    kind: 'email' | 'external';
    source: string;
    value: string;
    valid_from: Instant;
    valid_to: OptionalInstant;
  };
  account_membership: { lead_id: string; account_id: string; valid_from: Instant; valid_to: OptionalInstant };
  lead_attribute: {
    lead_id: string;
    name: string;
    value: Json<AttributeValue>;
    occurred_at: Instant;
    known_at: Instant;
    source: string;
    source_id: string;
    reconstructed: Generated<boolean>;
  };
  lead_consent: {
    lead_id: string;
    channel: string;
    status: 'granted' | 'withdrawn';
    lawful_basis: string | null;
    occurred_at: Instant;
    known_at: Instant;
    source: string;
    source_id: string;
  };
  activity: {
    id: Generated<number>;
    lead_id: string;
    alias_id: number | null;
    source: string;
    source_id: string;
    type: string;
    asset: string | null;
    props: OptionalJson<Record<string, AttributeValue>>;
    occurred_at: Instant;
    known_at: Instant;
    reconstructed: Generated<boolean>;
  };
  outcome: {
    lead_id: string;
    kind: string;
    value: Json<AttributeValue>;
    occurred_at: Instant;
    known_at: Instant;
    source: string;
    source_id: string;
  };
  sync_error: {
    id: Generated<number>;
    connection_id: string;
    direction: 'in' | 'out';
    code: string;
    field: string | null;
    message: string;
    remedy: string | null;
    record: OptionalJson<unknown>;
    lead_id: string | null;
    /** What went wrong, named once, e.g. `inbox:12:3` or `wish:44`: the same failure is not listed twice. */
    origin: string;
    state: Generated<'open' | 'retried' | 'resolved'>;
    occurred_at: Instant;
    closed_at: OptionalInstant;
  };
  note: { id: Generated<number>; lead_id: string; author: string; text: string; written_at: Instant };
  workspace_version: {
    id: string;
    files: Json<Record<string, string>>;
    created_at: Instant;
  };
  workspace_activation: { id: Generated<number>; workspace_id: string; activated_at: Instant };
  score_queue: {
    id: Generated<number>;
    lead_id: string;
    kind: 'activity' | 'profile' | 'due' | 'recompute';
    quiet: Generated<boolean>;
    source: string | null;
    source_id: string | null;
    type: string | null;
    asset: string | null;
    props: OptionalJson<Record<string, AttributeValue>>;
    /** Epoch milliseconds. */
    occurred_at: number | null;
    known_at: number | null;
  };
  lead_score: {
    lead_id: string;
    evaluation_no: number;
    workspace_id: string;
    fold: Json<unknown>;
    profile: Json<unknown>;
    grade: Grade;
    fit: number;
    engagement: number;
    interest: number;
    intent: number;
    level: Level;
    combined: CombinedScore;
    decision: Json<DecisionInputs>;
    quiet: boolean;
    last_activity_at: OptionalInstant;
    next_change_at: OptionalInstant;
    evaluated_at: Instant;
    /** The UTC day of evaluated_at, kept by PostgreSQL. */
    evaluated_day: ColumnType<string, never, never>;
  };
  evaluation_change: {
    lead_id: string;
    evaluation_no: number;
    workspace_id: string;
    grade: Grade;
    combined: CombinedScore;
    fit: number;
    engagement: number;
    interest: number;
    intent: number;
    decision: Json<DecisionInputs>;
    quiet: boolean;
    evaluated_at: Instant;
  };
  lead_track: {
    lead_id: string;
    track: Generated<string>;
    episode: Generated<number>;
    stage: Stage;
    visit_no: Generated<number>;
    stage_since: Instant;
    quiet: Generated<boolean>;
    owner_id: string | null;
    recycle_reason: string | null;
    recycle_until: OptionalInstant;
    hand_off_retry_at: OptionalInstant;
    route: OptionalJson<{ readonly owner: 'keep' | 'other'; readonly role?: string }>;
    next_deadline_at: OptionalInstant;
    has_workflow: Generated<boolean>;
    closed_at: OptionalInstant;
  };
  stage_move: {
    lead_id: string;
    track: string;
    visit_no: number;
    episode: number;
    from_stage: Stage | null;
    to_stage: Stage;
    cause: string;
    decided_by: DecidedBy;
    actor: string | null;
    note_id: number | null;
    evaluation_no: number | null;
    quiet: Generated<boolean>;
    occurred_at: Instant;
    known_at: Instant;
  };
  assignment: {
    lead_id: string;
    track: string;
    visit_no: number;
    attempt: number;
    rep_id: string;
    territory: string;
    cause: string;
    assigned_at: Instant;
  };
  rotation: { territory: string; last_rep_id: string };
  sla_clock: {
    lead_id: string;
    track: string;
    visit_no: number;
    policy: string;
    state: 'running' | 'met' | 'breached' | 'stopped';
    started_at: Instant;
    due_at: Instant;
    verdict_due_at: OptionalInstant;
    steps: Json<readonly { readonly step: string; readonly at: EpochMs }[]>;
    first_touch_at: OptionalInstant;
    closed_at: OptionalInstant;
    close_cause: string | null;
  };
  escalation: {
    lead_id: string;
    track: string;
    visit_no: number;
    step: string;
    due_at: Instant;
    fired_at: Instant;
    recipient: string | null;
  };
  wake: { lead_id: string; track: Generated<string>; number: Generated<number> };
  connection: {
    id: string;
    vendor: string;
    mode: 'observe' | 'score_fields' | 'tasks';
    settings: Json<Record<string, unknown>>;
    secrets: Buffer | null;
    paused_at: OptionalInstant;
    paused_by: string | null;
    breaker_until: OptionalInstant;
    breaker_failures: Generated<number>;
    breaker_code: string | null;
    changed_no: Generated<number>;
    created_at: Instant;
    listed: Generated<boolean>;
  };
  sync_cursor: { connection_id: string; name: string; value: string; updated_at: Instant };
  crm_record: {
    connection_id: string;
    object_type: string;
    lead_id: string;
    crm_id: string;
    linked_by: string;
    linked_at: Instant;
  };
  crm_owner: { connection_id: string; rep_id: string; crm_owner_id: string };
  crm_wish: {
    id: Generated<number>;
    connection_id: string;
    lead_id: string;
    kind: 'contact' | 'task';
    /** What is wished for, once: `contact/<leadId>` or `task/<leadId>/<track>/<visit>/<purpose>`. */
    ref: string;
    version: Generated<number>;
    sent_version: Generated<number>;
    /** Lower goes first: 1 hand-off, 5 refresh. */
    priority: Generated<number>;
    purpose: string;
    track: Generated<string>;
    visit_no: number | null;
    due_at: OptionalInstant;
    state: Generated<'pending' | 'sending' | 'sent' | 'failed' | 'held' | 'withdrawn'>;
    attempts: Generated<number>;
    not_before: Instant;
    error_code: string | null;
    crm_id: string | null;
    sent_at: OptionalInstant;
    sent_engagement: number | null;
    /** Versions above this one contain the newest hand-off; null where none was wished. */
    hand_off_after: number | null;
  };
  crm_write: {
    connection_id: string;
    ref: string;
    version: number;
    lead_id: string;
    kind: 'contact' | 'task';
    purpose: string;
    track: string;
    visit_no: number | null;
    crm_id: string;
    engagement: number | null;
    written_at: Instant;
  };
  crm_change: {
    connection_id: string;
    object_type: string;
    crm_id: string;
    number: Generated<number>;
    noticed_at: Instant;
  };
  crm_quota: {
    connection_id: string;
    per_day: number;
    remaining: number;
    resets_at: Instant;
    seen_at: Instant;
  };
  crm_state: {
    connection_id: string;
    lead_id: string;
    owner_crm_id: string | null;
    lead_status: string | null;
    disposition: string | null;
    disposition_at: OptionalInstant;
    lifecycle_stage: string | null;
    lifecycle_stage_at: OptionalInstant;
    last_contacted_at: OptionalInstant;
    read_at: Instant;
  };
  crm_touch: {
    connection_id: string;
    kind: string;
    crm_id: string;
    lead_id: string;
    occurred_at: Instant;
    known_at: Instant;
  };
  api_key: {
    id: string;
    name: string;
    hash: Buffer;
    scopes: string[];
    created_at: Instant;
    last_used_at: OptionalInstant;
    revoked_at: OptionalInstant;
  };
  audit: {
    id: Generated<number>;
    at: Instant;
    actor: string;
    action: string;
    subject: string;
    detail: ColumnType<Record<string, unknown>, string | undefined, string>;
  };
  import_run: {
    id: string;
    kind: string;
    file_name: string;
    settings: Json<Record<string, unknown>>;
    started_at: Instant;
    rows_done: Generated<number>;
    rows_refused: Generated<number>;
    counts: ColumnType<Record<string, unknown>, string | undefined, string>;
    finished_at: OptionalInstant;
  };
  app_user: {
    id: string;
    name: string;
    email: string | null;
    role: Role;
    rep_id: string | null;
    first_admin: Generated<boolean>;
    disabled_at: OptionalInstant;
    created_at: Instant;
    updated_at: Instant;
  };
  user_credential: {
    id: string;
    user_id: string;
    provider_id: string;
    account_id: string;
    password: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  user_session: {
    id: string;
    user_id: string;
    token: string;
    ip_address: string | null;
    user_agent: string | null;
    expires_at: Instant;
    created_at: Instant;
    updated_at: Instant;
  };
  user_invitation: {
    id: string;
    token_hash: Buffer;
    email: string;
    role: Role;
    rep_id: string | null;
    /** As audit names who did it: `user:<id>` or `key:<id>`. */
    invited_by: string;
    created_at: Instant;
    expires_at: Instant;
    accepted_at: OptionalInstant;
    revoked_at: OptionalInstant;
  };
  sign_in_link: {
    id: string;
    token_hash: Buffer;
    user_id: string;
    created_at: Instant;
    expires_at: Instant;
    used_at: OptionalInstant;
  };
  saved_view: {
    id: string;
    owner_id: string;
    name: string;
    query: string;
    shared: Generated<boolean>;
    created_at: Instant;
  };
}
