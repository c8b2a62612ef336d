import { z } from 'zod';
import type { AssociationType } from '../../associations/association-types';
import { validationError } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import { associationEndpoint } from './association-endpoint';

const path = '/crm/v4/associations/{fromObjectType}/{toObjectType}/labels';

export const listLabels = associationEndpoint({
  method: 'GET',
  path,
  access: 'read',
  handle: (session, { from, to }) => {
    const types = session.parts.associations.typesBetween(session.portal.portalId, from, to);
    return { status: 200, body: { results: types.map(renderLabel) } };
  },
});

const body = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  inverseLabel: z.string().min(1).optional(),
});

/** Makes a label of the portal's own; it gets an id for each direction. */
export const createLabel = associationEndpoint({
  method: 'POST',
  path,
  access: 'write',
  handle: (session, { from, to }, call) => {
    const { name, label, inverseLabel } = parseBody(body, call);
    const { associations } = session.parts;
    const { portalId } = session.portal;
    if (associations.typesBetween(portalId, from, to).some((type) => type.label === label)) {
      throw validationError(`The label "${label}" already exists.`);
    }
    const labelId = associations.nextLabelId(portalId);
    const forward = {
      fromTypeId: from.typeId,
      toTypeId: to.typeId,
      category: 'USER_DEFINED',
      labelId,
      inverseId: labelId + 1,
      label,
      primary: false,
    } as const;
    const backward = {
      ...forward,
      fromTypeId: to.typeId,
      toTypeId: from.typeId,
      labelId: labelId + 1,
      inverseId: labelId,
      label: inverseLabel ?? label,
    };
    associations.addLabel(portalId, { ...forward, name });
    associations.addLabel(portalId, { ...backward, name });
    return { status: 200, body: { results: [forward, backward].map(renderLabel) } };
  },
});

function renderLabel(type: AssociationType): Readonly<Record<string, unknown>> {
  return { category: type.category, typeId: type.labelId, label: type.label };
}
