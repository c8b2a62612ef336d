import { objectTypeOf } from '../../object-types';
import type { CrmRecord } from '../../objects/record';
import type { Session } from '../../parts';

/** The `associations` block of a read: ids of associated records per type asked for; types without any are left out. */
export function inlineAssociationsOf(
  session: Session,
  record: CrmRecord,
  typeNames: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeNames.length === 0) return {};
  const blocks = typeNames.map(objectTypeOf).flatMap((to) => {
    const { portalId } = session.portal;
    const associated = session.parts.associations.list({ portalId, from: record, to, afterId: 0, limit: 500 });
    const results = associated.map(({ toId }) => ({ id: toId, type: `${record.type.singular}_to_${to.singular}` }));
    return results.length > 0 ? [[to.name, { results }] as const] : [];
  });
  return blocks.length > 0 ? { associations: Object.fromEntries(blocks) } : {};
}
