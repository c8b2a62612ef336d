import { z } from 'zod';
import { ApiError } from '../api-error';
import { datetimeValue } from '../iso-time';
import { archiveRecord, restoreRecord } from '../objects/archive-record';
import { createRecord } from '../objects/create-record';
import { requireRecord } from '../objects/find-record';
import { mergeRecords } from '../objects/merge-records';
import { updateRecord } from '../objects/update-record';
import { objectTypeOf, taskType } from '../object-types';
import type { Origin } from '../change-context';
import type { Session } from '../parts';
import { operation, sessionIn, type ControlContext } from './operation';
import { about, associateAbout } from './records';
import { moment } from './time';

const actor = {
  portalId: z.number().int(),
  userId: z.number().int().default(1),
  /** `AUTOMATION_PLATFORM` for what a workflow of the portal does. */
  source: z.enum(['CRM_UI', 'AUTOMATION_PLATFORM']).default('CRM_UI'),
};
const target = { ...actor, objectType: z.string(), id: z.string() };
const values = z.record(z.string(), z.string().nullable());

interface Actor {
  readonly portalId: number;
  readonly userId: number;
  readonly source: Origin['source'];
}

/** Someone at work inside the portal, by default a rep in the user interface; changes fire webhooks like any other. */
function repSession(context: ControlContext, { portalId, userId, source }: Actor): Session {
  return sessionIn(context, portalId, { source, sourceId: `userId:${userId}` });
}

function find(session: Session, input: { readonly objectType: string; readonly id: string }) {
  return requireRecord(session, { type: objectTypeOf(input.objectType), id: input.id, idProperty: undefined });
}

export const repCreate = operation(
  z.object({ ...actor, objectType: z.string(), properties: values, about: about.default([]) }),
  (context, input) => {
    const session = repSession(context, input);
    const record = createRecord(session, {
      type: objectTypeOf(input.objectType),
      properties: input.properties,
      associations: [],
    });
    associateAbout(session, record, input.about);
    return { id: record.id };
  },
);

const loggable = ['calls', 'emails', 'meetings', 'notes', 'communications'] as const;

/** Logs an engagement at a time, which may be in the past or, as a planned meeting, to come. */
export const repLog = operation(
  z.object({
    ...actor,
    kind: z.enum(loggable),
    about,
    at: moment.optional(),
    ownerId: z.string().optional(),
    properties: values.default({}),
  }),
  (context, input) => {
    const session = repSession(context, input);
    const properties = {
      hs_timestamp: datetimeValue(input.at ?? session.nowMs),
      ...(input.ownerId !== undefined && { hubspot_owner_id: input.ownerId }),
      ...input.properties,
    };
    const record = createRecord(session, { type: objectTypeOf(input.kind), properties, associations: [] });
    associateAbout(session, record, input.about);
    return { id: record.id };
  },
);

export const repUpdate = operation(z.object({ ...target, properties: values }), (context, input) => {
  const session = repSession(context, input);
  return { id: updateRecord(session, find(session, input), input.properties).id };
});

/** Ids of a contact's tasks that are not done. */
export const openTasks = operation(
  z.object({ portalId: z.number().int(), contactId: z.string() }),
  (context, input): readonly string[] => {
    const session = repSession(context, { ...input, userId: 1, source: 'CRM_UI' });
    const contact = find(session, { objectType: 'contacts', id: input.contactId });
    return session.parts.associations
      .neighbours(input.portalId, contact, taskType)
      .flatMap((id) => session.parts.records.find({ portalId: input.portalId, type: taskType, id }) ?? [])
      .filter((task) => task.archivedAtMs === null && task.properties['hs_task_status'] !== 'COMPLETED')
      .map(({ id }) => id);
  },
);

export const repArchive = operation(z.object(target), (context, input) => {
  const session = repSession(context, input);
  archiveRecord(session, find(session, input));
  return {};
});

export const repRestore = operation(z.object(target), (context, input) => {
  const session = repSession(context, input);
  const type = objectTypeOf(input.objectType);
  const record = session.parts.records.find({ portalId: input.portalId, type, id: input.id });
  if (record?.archivedAtMs == null)
    throw new ApiError({ status: 404, message: `No archived ${type.singular} ${input.id}.` });
  return { id: restoreRecord(session, record).id };
});

export const repMerge = operation(
  z.object({ ...actor, objectType: z.string(), primaryId: z.string(), otherId: z.string() }),
  (context, input) => {
    const type = objectTypeOf(input.objectType);
    return {
      id: mergeRecords(repSession(context, input), { type, primaryId: input.primaryId, otherId: input.otherId }).id,
    };
  },
);
