import { z } from 'zod';
import { notFound } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import type { ObjectType } from '../../object-types';
import { createRecord } from '../../objects/create-record';
import { findRecord, uniqueIdValue } from '../../objects/find-record';
import type { PropertyChanges } from '../../objects/record';
import { renderWritten, type RenderedRecord } from '../../objects/render-record';
import { updateRecord } from '../../objects/update-record';
import type { Session } from '../../parts';
import { checkBatchSize, refuseDuplicateIds, runBatch } from '../batch';
import { objectEndpoint, optionalName, recordId, traceId, writtenProperties } from './object-endpoint';

const row = z.object({
  id: recordId,
  idProperty: optionalName,
  properties: writtenProperties,
  objectWriteTraceId: traceId,
});
const body = z.object({ inputs: z.array(row) });

/** By e-mail it is all or nothing, whatever trace ids are given, unless the portal is set otherwise. */
export const batchUpsert = objectEndpoint({
  method: 'POST',
  path: '/batch/upsert',
  access: 'write',
  handle: (session, type, call) => {
    const { inputs } = parseBody(body, call);
    if (type.name === 'companies') session.parts.limits.admitCompanyUpsert(session.portal);
    checkBatchSize(inputs);
    refuseDuplicateIds(inputs.map(uniqueIdValue));
    const byEmail = inputs.some(({ idProperty }) => idProperty === 'email');
    return runBatch(session, {
      inputs,
      status: 200,
      mayBePartial: !byEmail || session.portal.behaviour.partialUpsertByEmail,
      handle: (input) => upsert(session, type, input),
    });
  },
});

function upsert(session: Session, type: ObjectType, input: z.infer<typeof row>): RenderedRecord {
  const names = Object.keys(input.properties);
  const existing = findRecord(session, { type, id: input.id, idProperty: input.idProperty });
  if (existing) {
    return { ...renderWritten(session, updateRecord(session, existing, input.properties), names), new: false };
  }
  const properties = withIdProperty(input);
  const created = createRecord(session, { type, properties, associations: [] });
  return { ...renderWritten(session, created, Object.keys(properties)), new: true };
}

/** A record that is made by an upsert gets the value it was asked for by; a record id cannot be chosen. */
function withIdProperty({ id, idProperty, properties }: z.infer<typeof row>): PropertyChanges {
  if (idProperty === undefined || idProperty === 'hs_object_id') throw notFound('resource not found', { ids: [id] });
  return { [idProperty]: id, ...properties };
}
