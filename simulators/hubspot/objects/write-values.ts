import { invalidProperties, type PropertyProblem } from '../api-error';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import { normaliseValue } from '../properties/normalise';
import type { PropertyChanges, PropertyValues } from './record';

/**
 * Checks and normalises the properties of a write.
 *
 * @returns only what differs from `current`
 * @throws ApiError 400 that lists every bad property
 */
export function checkedChanges(
  session: Session,
  input: { readonly type: ObjectType; readonly written: PropertyChanges; readonly current: PropertyValues },
): PropertyChanges {
  const { portalId } = session.portal;
  const definitions = session.parts.catalog.live({ portalId, type: input.type });
  const problems: PropertyProblem[] = [];
  const changes: Record<string, string | null> = {};
  for (const [name, written] of Object.entries(input.written)) {
    const definition = definitions.get(name);
    if (!definition) {
      problems.push({ name, error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` });
      continue;
    }
    const current = input.current[name];
    const outcome = normaliseValue(definition, written, {
      current,
      ownerExists: (ownerId) => session.parts.owners.byId(portalId, ownerId)?.archived === false,
    });
    if (!outcome.ok) problems.push(outcome.problem);
    else if (outcome.value !== (current ?? null)) changes[name] = outcome.value;
  }
  if (problems.length > 0) throw invalidProperties(problems, portalId);
  return changes;
}
