import type { Registry } from 'prom-client';
import { createServerMetrics, createWorkerMetrics } from '../../telemetry/metrics';
import { code, table, type Page } from './markdown';

/** What prom-client keeps of a metric beyond what it declares. */
interface Registered {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames?: readonly string[];
}

/** Our own metrics, from the registries of both processes. */
export function metricsPage(): Page {
  const options = { version: '', readFigures: () => Promise.reject(new Error('Nothing is read for the reference.')) };
  const server = metricsOf(createServerMetrics(options).registry);
  const worker = metricsOf(createWorkerMetrics(options).registry);
  const names = [...new Set([...server.keys(), ...worker.keys()])];
  return {
    file: 'metrics.md',
    title: 'Metrics',
    intro:
      "`/metrics` of the admin port ([operations.md](../operations.md)). Beside these, prom-client's own of Node (`process_…`, `nodejs_…`), and Temporal's SDK's at an address of their own (`temporal_…`). Labels are ids of configuration, patterns of routes and words of the code: never a person's data.",
    body: [
      table(
        ['metric', 'type', 'labels', 'of', 'meaning'],
        names.map((name) => {
          const metric = server.get(name) ?? worker.get(name);
          const of = server.has(name) ? (worker.has(name) ? 'both' : 'server') : 'worker';
          const labels = (metric?.labelNames ?? []).map(code).join(', ');
          return [code(name), metric?.type ?? '', labels, of, metric?.help ?? ''];
        }),
      ),
      'Figures of the database are the same from every process: take the maximum over them, never the sum.',
    ],
  };
}

const metricsOf = (registry: Registry): ReadonlyMap<string, Registered> =>
  // Each is an object of its own class, which has these fields.
  new Map((registry.getMetricsAsArray() as unknown as readonly Registered[]).map((metric) => [metric.name, metric]));
