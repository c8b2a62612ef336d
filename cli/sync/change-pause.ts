import { pauseSync, resumeSync } from '../../pipeline/pause-sync';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';

const WORDS = {
  pause: { change: pauseSync, done: 'Paused', nothing: 'Nothing was running: all was paused before.' },
  resume: { change: resumeSync, done: 'Running again', nothing: 'Nothing was paused.' },
} as const;

/** `leadline sync pause` and `leadline sync resume`. */
export async function changePause(
  context: CliContext,
  verb: 'pause' | 'resume',
  connectionId: string | undefined,
): Promise<void> {
  const { change, done, nothing } = WORDS[verb];
  const db = await context.database();
  const changed = await change({ db, clock: context.clock }, { connectionId, actor: context.actor });
  if (changed === null) {
    throw new CliFailure(EXIT.notFound, 'connection_unknown', `There is no connection ${connectionId ?? ''}.`, {
      remedy: 'List them with `leadline sync status`.',
    });
  }
  context.output.result({ changed }, () => (changed.length === 0 ? nothing : `${done}: ${changed.join(', ')}.`));
}
