import { readdir, readFile } from 'node:fs/promises';
import { LeadlineError } from '../../domain/errors';

/** Ticks a second of the times in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/**
 * Seconds of CPU that each living descendant of this process has used so far, by its number. Throws `no_proc` where there
 * is no /proc.
 */
export async function cpuSecondsOfChildren(): Promise<ReadonlyMap<number, number>> {
  const all = await processes();
  const family = new Set([process.pid]);
  // A child may have a lower number than its parent, once numbers have wrapped around.
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  family.delete(process.pid);
  return new Map(all.filter(({ pid }) => family.has(pid)).map(({ pid, seconds }) => [pid, seconds]));
}

async function processes(): Promise<readonly Process[]> {
  const entries = await readdir('/proc').catch(() => {
    throw new LeadlineError('no_proc', 'CPU time is read from /proc, which only Linux has.');
  });
  const found = await Promise.all(
    entries
      .filter((entry) => /^\d+$/.test(entry))
      .map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').then(parseStat, () => null)),
  );
  return found.filter((one) => one !== null);
}

/** proc(5): the name stands in parentheses and may hold anything; the state comes after it. */
function parseStat(text: string): Process {
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]].map(Number);
  return {
    pid: Number.parseInt(text, 10),
    parent,
    seconds: (user + system) / TICKS_PER_SECOND,
  };
}
