import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { LeadlineError } from '../../domain/errors';

const run = promisify(execFile);
const ACCOUNT_NAME = 'postgres';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How PostgreSQL's programs are to be started on this machine. */
export interface RunAs {
  /** The account that must own the data; undefined when it is our own. */
  readonly owner: Account | undefined;
  readonly commandFor: (program: string, args: readonly string[]) => Command;
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
}

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as the data's owner, or as `postgres`, which is created
 * where it is missing.
 *
 * That account may be unable to reach our files at all (a clone under /root or in a private temporary directory). It is
 * then given one capability, to read and search directories, and nothing is changed on the way to the files.
 *
 * @param paths what the account must be able to reach: a program, and directories
 * @throws {LeadlineError} `postgres-account` when neither way works
 */
export async function chooseAccount(dataDir: string, paths: readonly string[]): Promise<RunAs> {
  if (process.getuid?.() !== 0) {
    return { owner: undefined, commandFor: (command, args) => ({ command, args, account: undefined }) };
  }
  const owner = (await ownerOf(dataDir)) ?? (await accountNamed(ACCOUNT_NAME)) ?? (await createAccount());
  const asOwner = { owner, commandFor: plainly(owner) };
  // Of the two capabilities, containers often keep back the first, which is the smaller one.
  const candidates = [asOwner, withCapability(owner, 'dac_read_search'), withCapability(owner, 'dac_override')];
  for (const candidate of candidates) if (await canReach(candidate, paths)) return candidate;
  throw new LeadlineError('postgres-account', `The account ${ACCOUNT_NAME} cannot reach ${dirname(dataDir)}.`, {
    remedy: 'Start Leadline as another user than root, or from a directory that every user may enter.',
  });
}

/** Undefined where there is no data yet, and for data of root itself, which PostgreSQL would not touch. */
async function ownerOf(dataDir: string): Promise<Account | undefined> {
  const found = await stat(dataDir).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

async function accountNamed(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined; // `id` exits with 1 for an unknown account
  }
}

async function createAccount(): Promise<Account> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', ACCOUNT_NAME]);
  } catch (cause) {
    // Another start may have created it meanwhile.
    const existing = await accountNamed(ACCOUNT_NAME);
    if (existing !== undefined) return existing;
    throw new LeadlineError('postgres-account', `PostgreSQL does not run as root, and no account could be created.`, {
      remedy: `Create an account named ${ACCOUNT_NAME}, or start Leadline as another user than root.`,
      cause,
    });
  }
  const created = await accountNamed(ACCOUNT_NAME);
  if (created === undefined) throw new Error('useradd succeeded without creating the account.');
  return created;
}

const plainly =
  (account: Account): RunAs['commandFor'] =>
  (command, args) => ({ command, args, account });

/**
 * Ambient, so that it survives the start of the program; without the set-uid fixup, because access(2), which PostgreSQL
 * asks before starting its own programs, otherwise drops capabilities of everybody but root.
 */
function withCapability(owner: Account, capability: string): RunAs {
  const become = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    '--securebits=+no_setuid_fixup',
  ];
  return {
    owner,
    commandFor: (program, args) => ({ command: 'setpriv', args: [...become, program, ...args], account: undefined }),
  };
}

async function canReach(runAs: RunAs, paths: readonly string[]): Promise<boolean> {
  const conditions = paths.flatMap((path, index) => (index === 0 ? ['-x', path] : ['-a', '-x', path]));
  const { command, args, account } = runAs.commandFor('/usr/bin/test', conditions);
  return run(command, [...args], { cwd: '/', ...account }).then(
    () => true,
    () => false, // not reachable, or no setpriv on this machine, or not allowed to use it
  );
}
