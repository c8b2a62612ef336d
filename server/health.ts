import { Router } from 'express';
import { z } from 'zod';
import type { ReadinessCheck } from './ports';

export const healthSchema = z.object({ status: z.literal('ok') });

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not_ready']),
  checks: z
    .record(z.string(), z.enum(['ok', 'failed']))
    .meta({ description: 'By part. Why one failed stands in the log.' }),
});

const PATIENCE_MS = 2_000;

/** `/healthz`: the process is alive. `/readyz`: what it needs answers. Both without a key, and without details for strangers. */
export function createHealthRouter(checks: readonly ReadinessCheck[], onFailure: (name: string) => void): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' } satisfies z.input<typeof healthSchema>);
  });
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => {
        const works = await answers(check);
        if (!works) onFailure(name);
        return [name, works ? 'ok' : 'failed'] as const;
      }),
    );
    const ready = results.every(([, result]) => result === 'ok');
    const body: z.input<typeof readinessSchema> = {
      status: ready ? 'ready' : 'not_ready',
      checks: Object.fromEntries(results),
    };
    response.status(ready ? 200 : 503).json(body);
  });
  return router;
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
