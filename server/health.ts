import { Router } from 'express';
import { z } from 'zod';
import { createReadiness, type ReadinessCheck } from '../telemetry/readiness';
import { refuseMethod } from './refuse-method';

export const healthSchema = z.object({ status: z.literal('ok') });

/** `/healthz`: the process is alive. `/readyz`: what it needs answers. Both without a key, and without details for strangers. */
export function createHealthRouter(checks: readonly ReadinessCheck[], onFailure: (name: string) => void): Router {
  const router = Router();
  const readiness = createReadiness(checks, onFailure);
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' } satisfies z.input<typeof healthSchema>);
  });
  router.get('/readyz', async (_request, response) => {
    const state = await readiness();
    response.status(state.status === 'not_ready' ? 503 : 200).json(state);
  });
  router.all(['/healthz', '/readyz'], refuseMethod(['GET']));
  return router;
}
