import { nearestName } from '../../config/nearest-name';
import { parseWorkspace, type Workspace } from '../../config/workspace';
import { unknownTypes, type UnknownType } from '../../pipeline/import/activity-types';
import { checkLink } from '../../pipeline/import/check-link';
import type { Database } from '../../store/database';
import { workspaceLiveAt } from '../../store/workspace-version';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import { badMapping, type MappingFile } from './read-inputs';

/** Whose sync errors refused rows are unless told otherwise: a connection of no system. */
export const IMPORT_CONNECTION = 'import';

/** The live workspace; null before the first was activated. */
export async function liveWorkspace(db: Database, { clock }: CliContext): Promise<Workspace | null> {
  const live = await workspaceLiveAt(db, clock());
  const reading = live === null ? null : parseWorkspace(live.files);
  return reading?.ok === true ? reading.workspace : null;
}

/**
 * Refuses a connection that the workspace does not have, and a mapping that says which CRM property holds its ids where a
 * connection does not link by it.
 */
export function checkConnections(
  { connections }: Workspace,
  { mapping, connectionId }: { readonly mapping: MappingFile; readonly connectionId: string },
): void {
  const ids = [IMPORT_CONNECTION, ...connections.map(({ id }) => id)];
  if (!ids.includes(connectionId)) {
    const nearest = nearestName(connectionId, ids);
    throw new CliFailure(EXIT.notFound, 'connection_unknown', `There is no connection ${connectionId}.`, {
      remedy: `${nearest === null ? '' : `Did you mean ${nearest}? `}Name one of ${ids.join(', ')}, or leave --connection out.`,
    });
  }
  const problems = checkLink(mapping.reading.mapping, connections).map(mapping.reading.locate);
  if (problems.length > 0) throw badMapping(problems);
}

/** The types of imported activities that no rule of the live model names, which are told; null where none is live. */
export function checkTypes(
  workspace: Workspace | null,
  activitiesByType: Readonly<Record<string, number>>,
  output: Output,
): readonly UnknownType[] | null {
  if (workspace === null) return null;
  const known = [...workspace.model.rulesByType.keys()].toSorted();
  const unknown = unknownTypes(activitiesByType, known);
  for (const { type, activities, meant } of unknown) {
    const counted = activities === 1 ? '1 activity' : `${activities} activities`;
    output.warn(
      `The live model has no rule for the activity type ${type} (${counted}): it counts for nothing. ` +
        (meant === null ? `Known types: ${known.join(', ')}.` : `Did you mean ${meant}?`),
    );
  }
  if (unknown.length > 0) {
    output.warn(
      '  Mend the type in the mapping before the import. What is imported keeps its type: name it in scoring.yaml, under "on" of the rule that is to count it.',
    );
  }
  return unknown;
}
