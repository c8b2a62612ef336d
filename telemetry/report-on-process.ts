import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { urlOf } from '../host/listen-http';
import { startAdminListener } from './admin-listener';
import { measureProcess } from './metrics';
import { createReadiness, type ReadinessCheck } from './readiness';

/** Opens the admin port where one is set. Resolves to where it listens, and how to close it. */
export async function reportOnProcess(options: {
  readonly admin: { readonly host: string; readonly port: number } | null;
  readonly registry: Registry;
  readonly checks: readonly ReadinessCheck[];
  readonly log: Logger;
}): Promise<{ readonly url: string | undefined; stop(): Promise<void> }> {
  const { admin, registry, checks, log } = options;
  if (admin === null) return { url: undefined, stop: () => Promise.resolve() };
  measureProcess(registry);
  const listening = await startAdminListener({
    ...admin,
    registry,
    readiness: createReadiness(checks, (check) => log.warn({ check }, 'not ready')),
  });
  return { url: urlOf(admin.host, listening.port), stop: () => listening.stop(GRACE_MS) };
}

/** A scrape in hand is not worth waiting for. */
const GRACE_MS = 1_000;
