import type { Owner } from '../accounts/owner-store';
import { sessionIn, type ControlContext } from '../control/operation';
import { parseTime } from '../iso-time';
import type { CrmRecord } from '../objects/record';
import { callType, contactType, emailType, meetingType, noteType, taskType, type ObjectType } from '../object-types';
import type { Session } from '../parts';
import type { PropertyDefinition } from '../properties/definition';

/** A task that is not done, and whom it is about. */
export interface OpenTask {
  readonly task: CrmRecord;
  readonly dueMs: number;
  readonly contact: CrmRecord | undefined;
}

const TIMELINE_TYPES = [callType, emailType, meetingType, noteType] as const;

/** What the pages read of a portal: as its users see it, whatever the API would leave out. */
export class PortalView {
  readonly #session: Session;

  /** @throws ApiError 404 for an unknown portal */
  constructor(context: ControlContext, portalId: number) {
    this.#session = sessionIn(context, portalId, { source: 'CRM_UI', sourceId: '' });
  }

  get nowMs(): number {
    return this.#session.nowMs;
  }

  owners(): readonly Owner[] {
    return this.#session.parts.owners.all(this.#portalId).filter(({ archived }) => !archived);
  }

  contacts(): readonly CrmRecord[] {
    return this.#all(contactType);
  }

  contact(id: string): CrmRecord | undefined {
    const record = this.#session.parts.records.find({ portalId: this.#portalId, type: contactType, id });
    return record?.archivedAtMs === null ? record : undefined;
  }

  /** The next due first. */
  openTasks(): readonly OpenTask[] {
    return this.#all(taskType)
      .filter(isOpen)
      .map((task) => ({ task, dueMs: timeOf(task), contact: this.#contactOf(task) }))
      .sort((a, b) => a.dueMs - b.dueMs);
  }

  tasksOf(contact: CrmRecord): readonly CrmRecord[] {
    return this.#about(contact, taskType).sort(
      (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || timeOf(a) - timeOf(b),
    );
  }

  /** Calls, e-mails, meetings and notes, the newest first. */
  timelineOf(contact: CrmRecord): readonly CrmRecord[] {
    return TIMELINE_TYPES.flatMap((type) => this.#about(contact, type)).sort((a, b) => timeOf(b) - timeOf(a));
  }

  contactProperties(): ReadonlyMap<string, PropertyDefinition> {
    return this.#session.parts.catalog.live({ portalId: this.#portalId, type: contactType });
  }

  get #portalId(): number {
    return this.#session.portal.portalId;
  }

  #all(type: ObjectType): CrmRecord[] {
    const portalId = this.#portalId;
    const limit = Number.MAX_SAFE_INTEGER;
    return this.#session.parts.records.page({ portalId, type, archived: false, afterId: 0, limit });
  }

  #about(contact: CrmRecord, type: ObjectType): CrmRecord[] {
    return this.#session.parts.associations
      .neighbours(this.#portalId, contact, type)
      .flatMap((id) => this.#session.parts.records.find({ portalId: this.#portalId, type, id }) ?? [])
      .filter((record) => record.archivedAtMs === null);
  }

  #contactOf(task: CrmRecord): CrmRecord | undefined {
    const [id] = this.#session.parts.associations.neighbours(this.#portalId, task, contactType);
    return id === undefined ? undefined : this.contact(id);
  }
}

export const isOpen = (task: CrmRecord): boolean =>
  !['COMPLETED', 'DEFERRED'].includes(task.properties['hs_task_status'] ?? 'NOT_STARTED');

/** When an engagement took place, or a task is due. */
export const timeOf = (record: CrmRecord): number => parseTime(record.properties['hs_timestamp'] ?? '') ?? 0;

export const nameOf = ({ properties, id }: CrmRecord): string =>
  [properties['firstname'], properties['lastname']].filter(Boolean).join(' ') ||
  (properties['email'] ?? `Contact ${id}`);

export const ownerName = (owner: Owner | undefined): string =>
  owner === undefined ? 'Nobody' : `${owner.firstName} ${owner.lastName}`.trim() || owner.email;
