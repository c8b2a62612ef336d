import type { Clock } from '../domain/time';
import type { Trail } from '../pipeline/trail';
import { startTracing } from './tracing';
import { createTrail } from './trail';

/** The trail of a process; none where no collector is set. */
export async function openTrail(options: {
  readonly traces: { readonly endpoint: string; readonly share: number } | null;
  readonly process: 'server' | 'worker';
  readonly version: string;
  readonly clock: Clock;
}): Promise<{ readonly trail: Trail | undefined; stop(): Promise<void> }> {
  const { traces, process, version, clock } = options;
  if (traces === null) return { trail: undefined, stop: () => Promise.resolve() };
  const tracing = await startTracing({ ...traces, process, version });
  return { trail: createTrail({ tracer: tracing.tracer, clock }), stop: () => tracing.stop() };
}
