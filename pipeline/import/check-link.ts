import { isCrmConnection, type ConnectionConfig } from '../../connectors/connection-schema';
import type { MappingProblem } from './check-mapping';
import type { Mapping } from './mapping-schema';

/**
 * Where the mapping says which CRM property holds its ids, every CRM connection must link by it: otherwise each lead that
 * the CRM has already would get a second record there.
 */
export function checkLink(mapping: Mapping, connections: readonly ConnectionConfig[]): readonly MappingProblem[] {
  const { external } = mapping.identity;
  if (external?.linkBy === undefined) return [];
  const { linkBy, source = mapping.source } = external;
  return connections
    .filter(isCrmConnection)
    .filter(({ link_by: keys }) => !keys.some((key) => key.property === linkBy && key.alias?.source === source))
    .map((connection) => ({
      path: ['identity', 'external', 'linkBy'],
      message: `The connection ${connection.id} does not link contacts by ${linkBy}.`,
      remedy: `Add { property: ${linkBy}, alias: { source: ${source} } } to its link_by in connections.yaml.`,
    }));
}
