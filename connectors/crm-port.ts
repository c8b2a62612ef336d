import type { CombinedScore, Grade } from '../domain/evaluation';
import { LeadlineError } from '../domain/errors';
import type { LeadId } from '../domain/lead';
import type { Points } from '../domain/points';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';

/**
 * A CRM in our words: contacts we write, tasks we create, and what reps did. Every method takes at most `batchSize` rows,
 * makes as few calls as the vendor allows, and retries nothing: that is the caller's business, who knows what is safe.
 *
 * Failures of single rows are values (`RowResult`). A call that fails as a whole throws `CrmCallError`, whose `kind` says
 * what the caller may do next.
 */
export interface CrmPort {
  readonly vendor: 'hubspot';
  /** The most rows one call takes. */
  readonly batchSize: number;

  /**
   * Looks contacts up by a key whose values are unique in the CRM. A value nobody holds is absent from the answer. Reads the
   * records themselves, never a search index: what was written a moment ago is found.
   */
  findContacts(query: {
    readonly key: ContactKey;
    readonly values: readonly string[];
  }): Promise<readonly FoundContact[]>;
  /** Overwrites fields of contacts that exist. Idempotent. Results stand in the order of the rows. */
  updateContacts(rows: readonly ContactUpdate[]): Promise<readonly RowResult[]>;
  /** Creates contacts, or updates those that bear our id already. Idempotent by lead id. Results stand in the order of the rows. */
  createContacts(rows: readonly ContactFields[]): Promise<readonly RowResult[]>;
  /**
   * Creates tasks, each associated with its contact. NOT idempotent at once: after an error of kind `unsure` ask
   * `findTasks` first. Results stand in the order of the rows.
   */
  createTasks(rows: readonly TaskFields[]): Promise<readonly RowResult[]>;
  /** The tasks among `refs` that exist. */
  findTasks(refs: readonly string[]): Promise<readonly { readonly ref: string; readonly crmId: string }[]>;

  /** What the CRM says of contacts now. Contacts that are gone are absent. */
  readContacts(crmIds: readonly string[]): Promise<readonly ContactReading[]>;
  /**
   * What people did with contacts: logged calls, one-to-one e-mails, booked meetings. Neither automated e-mail nor a
   * completed task is one. `known` names touches that need not be read again, each of the one contact it names: what
   * concerns others, too, is read for them.
   */
  readTouches(query: {
    readonly crmIds: readonly string[];
    readonly known: readonly TouchKey[];
  }): Promise<readonly TouchReading[]>;

  /** The people who may own records, all pages. */
  listOwners(): Promise<readonly CrmOwner[]>;
  /** Compares the CRM with what we need. Changes nothing. */
  checkSetup(needs: SetupNeeds): Promise<SetupReport>;
  /** Creates what `checkSetup` finds missing, as far as it can be created. Idempotent. */
  createMissing(needs: SetupNeeds): Promise<SetupReport>;
}

/** How a contact is looked up: by the CRM's id, by the lead id we stamped, or by a unique property. */
export type ContactKey =
  { readonly kind: 'crm_id' } | { readonly kind: 'lead_id' } | { readonly kind: 'property'; readonly property: string };

export interface FoundContact {
  /** Of the values asked for, the one this contact answers to. */
  readonly value: string;
  readonly crmId: string;
  /** Whose lead id it bears; null when none. */
  readonly leadId: LeadId | null;
  readonly lifecycleStage: string | null;
}

/** What Leadline writes of a lead. */
export interface ContactFields {
  readonly leadId: LeadId;
  /** Engagement; the lines of `reasons` sum to it. */
  readonly score: Points;
  readonly fit: Points;
  readonly grade: Grade;
  readonly combined: CombinedScore;
  readonly stage: Stage;
  /** The rep's name as sellers know it; null when nobody owns the lead. */
  readonly owner: string | null;
  readonly reasons: string;
  readonly slaDueAt: EpochMs | null;
  readonly updatedAt: EpochMs;
  /** The record's owner in the CRM: present at a hand-off only, afterwards it is the CRM's own business. */
  readonly crmOwnerId?: string;
  /** An earlier visit's verdict stands there and must not be taken for a new one. */
  readonly clearDisposition?: boolean;
  /** Properties by the CRM's own names, from the connection's field mapping. */
  readonly mapped: Readonly<Record<string, string>>;
}

export interface ContactUpdate {
  readonly crmId: string;
  readonly fields: ContactFields;
}

export interface TaskFields {
  /** Unique for ever, ours: how a task is found again after an ambiguous send. */
  readonly ref: string;
  readonly contactCrmId: string;
  readonly subject: string;
  readonly body: string;
  readonly dueAt: EpochMs;
  readonly priority: 'low' | 'medium' | 'high';
  readonly crmOwnerId: string | null;
}

/** What became of one row. `message` may quote the record: it belongs in the sync-error table and nowhere else. */
export type RowResult =
  | { readonly ok: true; readonly crmId: string; readonly created: boolean }
  | {
      readonly ok: false;
      /** `gone`: the record does not exist any more. `taken`: another record holds a unique value. `silent`: neither result nor error. */
      readonly code: RowFailureCode;
      readonly field: string | null;
      readonly message: string;
      /** For `taken`, where the vendor names it. */
      readonly existingCrmId: string | null;
    };

export type RowFailureCode = 'invalid_value' | 'unknown_property' | 'taken' | 'gone' | 'silent' | 'rejected';

/** The newest state of a contact that decisions read. */
export interface ContactReading {
  readonly crmId: string;
  /** Records that were merged into this one; asked for by one of their ids, this one answers. */
  readonly mergedIds: readonly string[];
  readonly leadId: LeadId | null;
  readonly ownerCrmId: string | null;
  readonly leadStatus: string | null;
  readonly disposition: string | null;
  /** When the disposition took its value. */
  readonly dispositionAt: EpochMs | null;
  readonly lifecycleStage: string | null;
  /** When the record entered that lifecycle stage. */
  readonly lifecycleStageAt: EpochMs | null;
  readonly lastContactedAt: EpochMs | null;
}

export const TOUCH_KINDS = ['logged_call', 'human_1to1_email', 'meeting_booked', 'sequence_step_sent'] as const;
export type TouchKind = (typeof TOUCH_KINDS)[number];

export interface TouchKey {
  readonly contactCrmId: string;
  readonly kind: TouchKind;
  /** The engagement's id in the CRM, unique within the kind. */
  readonly crmId: string;
}

export interface TouchReading extends TouchKey {
  /** When it happened, not when it was entered; for a meeting, when it was booked. */
  readonly occurredAt: EpochMs;
}

export interface CrmOwner {
  readonly crmOwnerId: string;
  readonly email: string | null;
}

/** What a connection needs of the CRM beyond what every connection needs. */
export interface SetupNeeds {
  readonly mode: 'observe' | 'score_fields' | 'tasks';
  /** Properties by which records are linked: they must exist and hold unique values. */
  readonly linkProperties: readonly string[];
  /** Properties that the field mapping writes: they must exist. */
  readonly mappedProperties: readonly string[];
  /** Keys a rep may choose as a verdict. */
  readonly dispositions: readonly string[];
}

export interface SetupReport {
  /** Null where the CRM does not say. */
  readonly portal: { readonly id: string; readonly timeZone: string } | null;
  /** Whether records can be looked up by the lead id we stamp. */
  readonly hasLeadIdProperty: boolean;
  readonly missing: readonly SetupGap[];
  /** What `createMissing` made now. */
  readonly created: readonly string[];
}

export interface SetupGap {
  readonly kind: 'scope' | 'group' | 'property' | 'option' | 'unique';
  /** e.g. `contacts.leadline_score`, or the scope. */
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
  /** Whether `createMissing` can mend it. */
  readonly creatable: boolean;
}

/**
 * What the caller may do after a call that failed as a whole:
 * - `rejected`: this request is wrong and will stay so. Several rows: try halves. One row: its failure is in `row`.
 * - `busy`: nothing was done; the same request may be sent again after `retryAfterMs`.
 * - `unsure`: cut off, timed out or failed on their side: it may have been done. Idempotent requests may be repeated.
 * - `daily_limit`: nothing will be done before `retryAt`.
 * - `access`: the token or a scope is missing; a person has to act.
 */
export type CrmCallErrorKind = 'rejected' | 'busy' | 'unsure' | 'daily_limit' | 'access';

/** A call to the CRM that failed as a whole. Code and message hold no personal data; the vendor's own words are in `row`. */
export class CrmCallError extends LeadlineError {
  readonly kind: CrmCallErrorKind;
  readonly retryAfterMs: number | null;
  readonly retryAt: EpochMs | null;
  readonly row: Extract<RowResult, { ok: false }> | null;
  /** For `access`: scopes the CRM asked for. */
  readonly requiredScopes: readonly string[];

  constructor(
    kind: CrmCallErrorKind,
    code: string,
    details: {
      retryAfterMs?: number;
      retryAt?: EpochMs;
      row?: Extract<RowResult, { ok: false }>;
      requiredScopes?: readonly string[];
      remedy?: string;
      cause?: unknown;
    } = {},
  ) {
    super(code, `The CRM did not carry out the request (${code}).`, {
      ...(details.remedy === undefined ? {} : { remedy: details.remedy }),
      ...(details.cause === undefined ? {} : { cause: details.cause }),
    });
    this.name = 'CrmCallError';
    this.kind = kind;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.retryAt = details.retryAt ?? null;
    this.row = details.row ?? null;
    this.requiredScopes = details.requiredScopes ?? [];
  }
}
