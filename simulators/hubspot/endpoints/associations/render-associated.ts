import type { AssociatedRecord } from '../../associations/association-store';
import type { RecordEnd } from '../../associations/association-store';
import type { ObjectType } from '../../object-types';
import type { Session } from '../../parts';
import { associationLimits } from './association-endpoint';

interface Page {
  readonly results: readonly Readonly<Record<string, unknown>>[];
  /** Id after which the next page starts. */
  readonly after: string | undefined;
}

/** One page of what a record is associated with. The id of the other record is a number here, unlike everywhere else. */
export function associatedPage(
  session: Session,
  input: { readonly from: RecordEnd; readonly to: ObjectType; readonly afterId: number; readonly limit?: number },
): Page {
  const { portalId } = session.portal;
  const limit = input.limit ?? associationLimits.page;
  const found = session.parts.associations.list({
    portalId,
    from: input.from,
    to: input.to,
    afterId: input.afterId,
    limit: limit + 1,
  });
  const labels = session.parts.associations.typesBetween(portalId, input.from.type, input.to);
  const shown = found.slice(0, limit);
  const render = ({ toId, types }: AssociatedRecord) => ({
    toObjectId: Number(toId),
    associationTypes: types.map(({ category, labelId }) => ({
      category,
      typeId: labelId,
      label: labels.find((label) => label.labelId === labelId && label.category === category)?.label ?? null,
    })),
  });
  return { results: shown.map(render), after: found.length > limit ? shown.at(-1)?.toId : undefined };
}
