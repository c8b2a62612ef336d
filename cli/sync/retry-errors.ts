import { retrySyncError, type RetryOutcome } from '../../pipeline/retry-sync-error';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT, type ExitCode } from '../exit-codes';
import { readJsonObject } from '../options';
import type { Output } from '../output';
import { readErrors } from './open-errors';
import { noSuchError } from './show-error';

/** Most that one command retries. */
const MOST = 100_000;

interface RetryOptions {
  readonly ids: readonly number[];
  readonly code?: string;
  readonly connection?: string;
  readonly record?: string;
}

/** `leadline sync retry`. Tries all that was asked for; the exit status tells of the first that could not be tried. */
export async function retryErrors(context: CliContext, options: RetryOptions): Promise<void> {
  if ((options.ids.length === 0) === (options.code === undefined)) {
    throw new CliFailure(EXIT.usage, 'invalid_option', 'Give either the numbers of errors or --code.');
  }
  if (options.record !== undefined && options.ids.length !== 1) {
    throw new CliFailure(EXIT.usage, 'invalid_option', '--record goes with the number of one error.');
  }
  const db = await context.database();
  const record = options.record === undefined ? {} : { record: await readJsonObject(options.record) };
  const ids =
    options.code === undefined
      ? options.ids
      : (await readErrors(db, { ...options, state: 'open', limit: MOST })).map((error) => error.id);
  const results: { readonly id: number; readonly outcome: RetryOutcome }[] = [];
  for (const id of ids) {
    if (context.signal.aborted) break;
    results.push({
      id,
      outcome: await retrySyncError({ db, clock: context.clock }, { id, actor: context.actor, ...record }),
    });
  }
  const refused = results.filter(({ outcome }) => outcome.kind !== 'retried');
  const failure = refused.map(({ id, outcome }) => failureOf(id, outcome)).find((found) => found !== null);
  if (failure !== undefined && results.length === 1) throw failure;
  context.output.result(
    {
      retried: results.filter(({ outcome }) => outcome.kind === 'retried').map(({ id }) => id),
      refused: refused.map(({ id, outcome }) => ({
        id,
        code: outcome.kind,
        message: failureOf(id, outcome)?.message ?? '',
        remedy: failureOf(id, outcome)?.remedy ?? null,
      })),
    },
    () => `${results.length - refused.length} of ${results.length} put before their processor again.`,
  );
  sayWhy(
    refused.flatMap(({ id, outcome }) => failureOf(id, outcome) ?? []),
    context.output,
  );
  if (failure !== undefined)
    throw new CliFailure(failure.exitCode, 'not_all_retried', `${refused.length} could not be retried.`);
}

/** Many errors have one remedy, which is said once, below them. */
function sayWhy(failures: readonly CliFailure[], output: Output): void {
  for (const [remedy, alike] of Map.groupBy(failures, (failure) => failure.remedy)) {
    for (const { message } of alike) output.warn(message);
    if (remedy !== undefined) output.warn(`  ${remedy}`);
  }
}

function failureOf(id: number, outcome: RetryOutcome): CliFailure | null {
  const fail = (exitCode: ExitCode, code: string, message: string, remedy?: string): CliFailure =>
    new CliFailure(exitCode, code, message, remedy === undefined ? {} : { remedy });
  switch (outcome.kind) {
    case 'retried':
      return null;
    case 'unknown':
      return noSuchError(id);
    case 'closed':
      return fail(EXIT.conflict, 'already_closed', `Sync error ${id} was retried or resolved before.`);
    case 'not_retriable':
      return fail(EXIT.conflict, 'not_retriable', `Sync error ${id} cannot be tried again from here.`, outcome.remedy);
    case 'still_wrong': {
      const { field, message, remedy } = outcome.fault;
      return fail(EXIT.refused, 'still_wrong', `Sync error ${id}: ${field} ${message}.`, remedy);
    }
  }
}
