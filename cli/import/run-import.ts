import { setTimeout as sleep } from 'node:timers/promises';
import type { Workspace } from '../../config/workspace';
import { killAtFailpoint } from '../../host/kill-at-failpoint';
import { awaitDrain } from '../../pipeline/import/await-drain';
import { importFile, type ImportReport } from '../../pipeline/import/import-file';
import { rehearseImport } from '../../pipeline/import/rehearse-import';
import { countHandOffs } from '../../store/backlog';
import type { ImportRun } from '../../store/import-run';
import type { Database } from '../../store/database';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { checkConnections, checkTypes, liveWorkspace } from './check-workspace';
import { asCliFailure, readInputs, type MappingFile } from './read-inputs';
import { readDemoState } from '../up/demo/demo-state';
import type { ImportOptions } from './import-options';
import { describeRehearsal, describeReport, type Drained } from './describe-import';
import { showProgress } from './show-progress';

export interface ImportCommand {
  readonly kind: string;
  readonly path: string;
  readonly mappingPath: string;
  readonly options: ImportOptions;
}

/** Carries the command out. Ends normally when every row was taken; throws `rows_refused` (exit 5) when some were not. */
export async function runImport(command: ImportCommand, context: CliContext): Promise<void> {
  const mapping = await readInputs(command).catch(asCliFailure);
  if (command.options.dryRun) return rehearse(command, mapping, context);

  const db = await context.database();
  await sayIfDemo(context);
  const workspace = await liveWorkspace(db, context);
  if (workspace !== null) checkConnections(workspace, { mapping, connectionId: command.options.connection });
  const startedAt = context.clock();
  const report = await runWithProgress(db, { command, mapping }, context).catch(asCliFailure);
  const importedAt = context.clock();
  const drained = command.options.wait && !context.signal.aborted ? await drain(db, startedAt, context) : null;
  const unknown = checkTypes(workspace, report.activitiesByType, context.output);
  const told = describeReport(report, { seconds: (importedAt - startedAt) / 1000, drained, unknownTypes: unknown });
  context.output.result(told.json, () => told.text);
  if (report.refusedFile !== null) throw rowsRefused(report, report.refusedFile);
}

async function rehearse(command: ImportCommand, mapping: MappingFile, context: CliContext): Promise<void> {
  const { mapping: rules } = mapping.reading;
  const rehearsal = await rehearseImport({ path: command.path, mapping: rules, now: context.clock() }).catch(
    asCliFailure,
  );
  const workspace = await workspaceIfThere(context);
  const told = describeRehearsal(rehearsal, checkTypes(workspace, rehearsal.activitiesByType, context.output));
  context.output.result(told.json, () => told.text);
  const { refused, rows } = rehearsal.counts;
  if (refused > 0) throw new CliFailure(EXIT.refused, 'rows_refused', `${refused} of ${rows} rows would be refused.`);
}

/** A rehearsal needs no running Leadline; where one runs, its model is asked which types it knows. */
async function workspaceIfThere(context: CliContext): Promise<Workspace | null> {
  try {
    return await liveWorkspace(await context.database(), context);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    context.output.log('Leadline is not running: whether its model knows the activity types was not looked at.');
    return null;
  }
}

async function runWithProgress(
  db: Database,
  { command, mapping }: { readonly command: ImportCommand; readonly mapping: MappingFile },
  context: CliContext,
): Promise<ImportReport> {
  const { quiet, connection } = command.options;
  const progress = showProgress(context.output, context.clock);
  try {
    return await importFile(
      { db, clock: context.clock, failpoint: killAtFailpoint(context.env['LEADLINE_FAILPOINT_FILE']) },
      {
        path: command.path,
        mapping: mapping.reading.mapping,
        mappingText: mapping.text,
        connectionId: connection,
        quiet,
        actor: context.actor,
        signal: context.signal,
        onBegin: (run) => sayWhatIsResumed(run, command, context),
        onProgress: ({ rows, refused, bytes, totalBytes }) =>
          progress.show(bytes, totalBytes, `${rows} rows${refused === 0 ? '' : `, ${refused} refused`}`),
      },
    );
  } finally {
    progress.stop();
  }
}

async function sayIfDemo({ dataDir, output }: CliContext): Promise<void> {
  if ((await readDemoState(dataDir)) === null) return;
  output.warn(
    `${dataDir} holds the demo: these leads will stand beside made-up ones, to which no more are added from the next start on. ` +
      'For data of your own start `leadline up --no-demo --data-dir <another folder>`.',
  );
}

/** Only the same content with the same mapping is gone on with, whatever the file is called. */
function sayWhatIsResumed(
  run: Pick<ImportRun, 'fileName' | 'rowsDone' | 'finishedAt'>,
  { options }: ImportCommand,
  { output }: CliContext,
): void {
  if (run.finishedAt !== null) return;
  if (run.rowsDone > 0) {
    output.log(`An import of ${run.fileName} stopped after ${run.rowsDone} rows; it goes on from there.`);
  } else if (options.resume) {
    output.log('No import of this file with this mapping was interrupted after a row: it begins at the first.');
  }
}

async function drain(db: Database, since: number, context: CliContext): Promise<Drained | null> {
  const progress = showProgress(context.output, context.clock);
  try {
    const drainedAt = await awaitDrain(
      { db, clock: context.clock, pause: (ms) => sleep(ms) },
      {
        signal: context.signal,
        onProgress: ({ scoring, wakes, wishes, done }) =>
          progress.show(0, 0, `waiting: ${scoring} to score, ${wakes} to wake, ${wishes} to write (${done} done)`),
      },
    );
    if (drainedAt === null) return null;
    return { seconds: (drainedAt - since) / 1000, ...(await countHandOffs(db, { since })) };
  } finally {
    progress.stop();
  }
}

const rowsRefused = ({ counts, refusedOpen, state }: ImportReport, refusedFile: string): CliFailure => {
  const left = state === 'already_done' ? `; ${refusedOpen} of them still wait to be corrected` : '';
  return new CliFailure(EXIT.refused, 'rows_refused', `${counts.refused} of ${counts.rows} rows were refused${left}.`, {
    remedy: `Correct them in ${refusedFile} and import that file with the same mapping.`,
  });
};
