import { storeActivities, type IncomingActivity } from '../../store/activity';
import type { Database } from '../../store/database';
import type { ImportRun } from '../../store/import-run';
import type { ResolvedLead } from '../../store/lead-identity';
import { storeProfiles } from '../../store/lead-profile';
import { newStatements, type Statement } from '../../store/statement';
import type { CsvRow } from './csv-file';
import type { ImportRecord } from './import-record';
import type { RowInstant } from './read-instant';

/** A row that was understood, and whom it is about. */
export interface AcceptedRow {
  readonly row: CsvRow;
  readonly formerOrigin: string | null;
  readonly record: ImportRecord;
  readonly lead: ResolvedLead;
}

/** Stores what accepted rows say, in the caller's transaction, and counts the activities that are new and repeated. */
export async function storeAccepted(
  tx: Database,
  { run, accepted }: { readonly run: ImportRun; readonly accepted: readonly AcceptedRow[] },
): Promise<{ readonly stored: number; readonly repeated: number }> {
  const { source, quiet } = run.settings;
  const attributes = statementsOf(run, accepted, (record) => record.attributes);
  const consents = statementsOf(run, accepted, (record) =>
    record.consents.map(({ channel, status, when }) => ({ name: channel, value: status, status, when })),
  );
  const outcomes = statementsOf(run, accepted, (record) =>
    record.outcomes.map(({ kind, value, when, sourceId }) => ({ name: kind, value, when, ownId: sourceId })),
  );
  await storeProfiles(
    tx,
    {
      attributes: await newStatements(tx, { home: 'attribute', source, statements: attributes }),
      consents: (await newStatements(tx, { home: 'consent', source, statements: consents })).map((consent) => ({
        ...consent,
        channel: consent.name,
      })),
      outcomes: (await newOutcomes(tx, source, outcomes)).map((outcome) => ({ ...outcome, kind: outcome.name })),
    },
    { quiet },
  );
  return await storeActivities(
    tx,
    accepted.flatMap((row) => activitiesOf(run, row)),
    { quiet },
  );
}

/** An outcome with an id of its own is told apart by that, the others by what they say. */
async function newOutcomes<T extends Statement & { readonly ownId: string | null; readonly sourceId: string }>(
  tx: Database,
  source: string,
  outcomes: readonly T[],
): Promise<readonly T[]> {
  const unnamed = outcomes.filter((outcome) => outcome.ownId === null);
  const named = outcomes.flatMap((outcome) =>
    outcome.ownId === null ? [] : [{ ...outcome, sourceId: outcome.ownId }],
  );
  return [...named, ...(await newStatements(tx, { home: 'outcome', source, statements: unnamed }))];
}

/**
 * Statements with the lead they are about and a name of their own. Of two about the same instant the one with the greater
 * id holds, so a later import wins over an earlier one and a later row over an earlier row.
 */
function statementsOf<
  T extends { readonly name: string; readonly value: Statement['value']; readonly when: RowInstant },
>(run: ImportRun, accepted: readonly AcceptedRow[], read: (record: ImportRecord) => readonly T[]) {
  const begun = new Date(run.startedAt).toISOString();
  return accepted.flatMap(({ row, record, lead }) =>
    read(record).map((statement) => ({
      ...statement,
      leadId: lead.leadId,
      source: run.settings.source,
      sourceId: `import/${begun}/${String(row.number).padStart(9, '0')}`,
      occurredAt: statement.when.at,
      knownAt: statement.when.knownAt,
      dated: statement.when.dated,
      reconstructed: statement.when.reconstructed,
    })),
  );
}

const activitiesOf = (run: ImportRun, { record, lead }: AcceptedRow): readonly IncomingActivity[] =>
  record.activities.map(({ sourceId, type, when, asset, props }) => ({
    leadId: lead.leadId,
    aliasId: lead.aliasId,
    source: run.settings.source,
    sourceId,
    type,
    occurredAt: when.at,
    knownAt: when.knownAt,
    reconstructed: when.reconstructed,
    ...(asset === undefined ? {} : { asset }),
    ...(props === undefined ? {} : { props }),
  }));
