import { readFile } from 'node:fs/promises';
import { parseWorkspace, type Workspace } from '../../config/workspace';
import { LeadlineError } from '../../domain/errors';
import type { Database } from '../../store/database';
import type { SecretBox } from '../../store/secret-box';
import { readSecretBox } from '../../store/secret-key-file';
import { workspaceLiveAt } from '../../store/workspace-version';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';

/** What both ways of connecting work with. */
export interface ConnectParts {
  readonly db: Database;
  readonly secretBox: SecretBox;
  readonly workspace: Workspace;
}

export async function openConnectParts(context: CliContext): Promise<ConnectParts> {
  const db = await context.database();
  return { db, secretBox: await openSecretBox(context), workspace: await liveWorkspace(db, context) };
}

/** The key that the worker and the server open secrets with: of the running instance, or from the environment. */
async function openSecretBox(context: CliContext): Promise<SecretBox> {
  const path = context.env['LEADLINE_SECRET_KEY_FILE'] ?? (await context.running()).secretKeyFile;
  if (path === undefined) {
    throw new CliFailure(EXIT.usage, 'secret_key_missing', 'The key that encrypts secrets is not known here.', {
      remedy: 'Name its file in LEADLINE_SECRET_KEY_FILE, the same as for the worker and the server.',
    });
  }
  return await readSecretBox(path).catch((error: unknown) => {
    throw asCliFailure(error);
  });
}

async function liveWorkspace(db: Database, context: CliContext): Promise<Workspace> {
  const live = await workspaceLiveAt(db, context.clock());
  const reading = live === null ? null : parseWorkspace(live.files);
  if (reading?.ok === true) return reading.workspace;
  throw new CliFailure(EXIT.refused, 'no_workspace', 'No workspace of this version is live.', {
    remedy: 'Check it with `leadline workspace check`, then start Leadline with it.',
  });
}

/** A secret alone in a file; a line end after it does not count. */
export async function readSecretFile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliFailure(EXIT.usage, 'file_unreadable', `${path} cannot be read.`, { cause });
  });
  const secret = text.trim();
  if (secret === '') throw new CliFailure(EXIT.usage, 'file_empty', `${path} is empty.`);
  return secret;
}

/** Coded refusals are told with their remedy; anything else is a bug and keeps its stack. */
export function asCliFailure(error: unknown): unknown {
  if (!(error instanceof LeadlineError)) return error;
  const exit = error.code === 'connection_unknown' ? EXIT.notFound : EXIT.refused;
  return new CliFailure(exit, error.code, error.message, {
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    cause: error,
  });
}
