import type { RunFile } from '../run-file';
import { fail, ok, warn, type Finding } from './finding';

const PATIENCE_MS = 3_000;

/** Whether the HTTP server answers, and whether the parts it needs answer it. */
export async function checkServer(run: RunFile): Promise<Finding> {
  try {
    const response = await fetch(new URL('/readyz', run.apiUrl), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return ok('server', run.apiUrl);
    return warn('server', `${run.apiUrl} answers and is not ready.`, 'The other lines say which part is missing.');
  } catch {
    return fail(
      'server',
      `${run.apiUrl} does not answer.`,
      'Start Leadline again; the log of the server says why it ended.',
    );
  }
}
