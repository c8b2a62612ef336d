import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Figures } from '../store/figures';
import { registerFigures } from './figure-gauges';

/** Labels are ids of configuration, route patterns and names from code: bounded, and nobody's data. */
interface MetricsOptions {
  readonly version: string;
  readonly readFigures: () => Promise<Figures>;
}

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern, never the address: `/api/leads/:leadId`; `none` where no route matched. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

/** A turn of one of the worker's loops. */
export interface LoopStep {
  readonly loop: string;
  /** How many items it dealt with; null when it failed. */
  readonly items: number | null;
  readonly durationMs: number;
}

/** A call to a CRM's API. */
export interface CrmCall {
  readonly connectionId: string;
  /** `ok`, or what kind of failure it was. */
  readonly result: string;
  readonly durationMs: number;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** What HTTP knows; anything else that somebody sends would be a label of its own. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What a server process counts. */
export function createServerMetrics(options: MetricsOptions): {
  readonly registry: Registry;
  readonly noteRequest: (request: AnsweredRequest) => void;
} {
  const registry = createRegistry('server', options);
  const requests = new Histogram({
    name: 'leadline_http_request_duration_seconds',
    help: 'Requests that were answered, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    noteRequest: ({ method, route, status, durationMs }) => {
      const labels = { method: METHODS.has(method) ? method : 'other', route, status: String(status) };
      requests.observe(labels, durationMs / 1_000);
    },
  };
}

/** What a worker process counts. */
export function createWorkerMetrics(options: MetricsOptions): {
  readonly registry: Registry;
  readonly noteLoopStep: (step: LoopStep) => void;
  readonly noteCrmCall: (call: CrmCall) => void;
  readonly noteDelivery: (delivery: {
    readonly connectionId: string;
    readonly sent: number;
    readonly failed: number;
  }) => void;
} {
  const registry = createRegistry('worker', options);
  const registers = [registry];
  const steps = new Histogram({
    name: 'leadline_loop_step_duration_seconds',
    help: "Turns of the worker's loops, by how they ended: worked, idle, failed.",
    labelNames: ['loop', 'result'],
    buckets: SECONDS,
    registers,
  });
  const items = new Counter({
    name: 'leadline_loop_items_total',
    help: 'What the loops dealt with: messages, leads, wakes, connections.',
    labelNames: ['loop'],
    registers,
  });
  const calls = new Histogram({
    name: 'leadline_crm_call_duration_seconds',
    help: 'Calls to CRMs, without the wait for their turn, by result: ok, rejected, busy, unsure, daily_limit, access.',
    labelNames: ['connection', 'result'],
    buckets: [...SECONDS, 30],
    registers,
  });
  const deliveries = new Counter({
    name: 'leadline_crm_deliveries_total',
    help: 'Contacts and tasks that were written to a CRM, or refused by it.',
    labelNames: ['connection', 'result'],
    registers,
  });
  return {
    registry,
    noteLoopStep: ({ loop, items: count, durationMs }) => {
      steps.observe({ loop, result: count === null ? 'failed' : count > 0 ? 'worked' : 'idle' }, durationMs / 1_000);
      if (count !== null) items.inc({ loop }, count);
    },
    noteCrmCall: ({ connectionId, result, durationMs }) => {
      calls.observe({ connection: connectionId, result }, durationMs / 1_000);
    },
    noteDelivery: ({ connectionId, sent, failed }) => {
      deliveries.inc({ connection: connectionId, result: 'sent' }, sent);
      deliveries.inc({ connection: connectionId, result: 'failed' }, failed);
    },
  };
}

function createRegistry(process: 'server' | 'worker', options: MetricsOptions): Registry {
  const registry = new Registry();
  registerFigures(registry, options.readFigures);
  new Gauge({
    name: 'leadline_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['process', 'version'],
    registers: [registry],
  }).set({ process, version: options.version }, 1);
  return registry;
}

/** What Node says of itself: processor, memory, event loop. Measured only where somebody may look, since it wakes the process. */
export function measureProcess(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
}
