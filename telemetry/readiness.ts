import { z } from 'zod';

/** A part that must answer before a process is of use. `check` throws when it does not. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
  /** False: without it the process still does what matters most, so it is told and not held against it. Default true. */
  readonly required?: boolean;
}

export const readinessSchema = z.object({
  status: z.enum(['ready', 'degraded', 'not_ready']).meta({
    description: '`degraded`: a part that can be done without for a while does not answer.',
  }),
  checks: z
    .record(z.string(), z.enum(['ok', 'failed']))
    .meta({ description: 'By part. Why one failed stands in the log.' }),
});

export type Readiness = z.output<typeof readinessSchema>;

const PATIENCE_MS = 2_000;

/**
 * Asks every part. Whoever asks while the parts are being asked gets the same answer: the address is open to strangers, and
 * a thousand of their requests are no thousand queries.
 */
export function createReadiness(
  checks: readonly ReadinessCheck[],
  onFailure: (name: string) => void,
): () => Promise<Readiness> {
  let running: Promise<Readiness> | null = null;
  return () => {
    running ??= askAll(checks, onFailure).finally(() => (running = null));
    return running;
  };
}

async function askAll(checks: readonly ReadinessCheck[], onFailure: (name: string) => void): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check, required = true }) => {
      const works = await answers(check);
      if (!works) onFailure(name);
      return { name, works, required };
    }),
  );
  const failed = results.filter(({ works }) => !works);
  const status = failed.length === 0 ? 'ready' : failed.some(({ required }) => required) ? 'not_ready' : 'degraded';
  return { status, checks: Object.fromEntries(results.map(({ name, works }) => [name, works ? 'ok' : 'failed'])) };
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const checked = check().then(
    () => true,
    () => false,
  );
  const result = await Promise.race([checked, tooLate]);
  clearTimeout(timer);
  return result;
}
