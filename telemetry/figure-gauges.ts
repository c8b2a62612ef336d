import { Gauge, type Registry } from 'prom-client';
import type { Figures } from '../store/figures';

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface FigureGauge {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly read: (figures: Figures) => readonly Sample[];
}

const plain = (value: number): readonly Sample[] => [{ labels: {}, value }];

/** What stands in the database. The same from every process, so graphs take the maximum over processes, never the sum. */
const GAUGES: readonly FigureGauge[] = [
  {
    name: 'leadline_inbox_messages',
    help: 'Messages that were acknowledged and not processed yet.',
    labelNames: [],
    read: (figures) => plain(figures.inboxMessages),
  },
  {
    name: 'leadline_inbox_oldest_age_seconds',
    help: 'How long the oldest of them has waited; 0 when none waits.',
    labelNames: [],
    read: (figures) => plain(figures.inboxAgeMs / 1_000),
  },
  {
    name: 'leadline_score_queue_rows',
    help: 'News of leads that wait for the scorer.',
    labelNames: [],
    read: (figures) => plain(figures.scoreQueueRows),
  },
  {
    name: 'leadline_wakes',
    help: 'Leads whose workflow has not been told of news yet.',
    labelNames: [],
    read: (figures) => plain(figures.wakes),
  },
  {
    name: 'leadline_crm_changes',
    help: 'CRM records that changed and have not been read yet.',
    labelNames: [],
    read: (figures) => plain(figures.crmChanges),
  },
  {
    name: 'leadline_crm_wishes',
    help: 'Contacts and tasks by how far their writing to the CRM has come.',
    labelNames: ['connection', 'kind', 'state'],
    read: ({ wishes }) =>
      wishes.map(({ connectionId, kind, state, count }) => ({
        labels: { connection: connectionId, kind, state },
        value: count,
      })),
  },
  {
    name: 'leadline_sync_errors_open',
    help: 'Sync errors that wait for a person, by direction: in, out.',
    labelNames: ['connection', 'direction'],
    read: ({ openSyncErrors }) =>
      openSyncErrors.map(({ connectionId, direction, count }) => ({
        labels: { connection: connectionId, direction },
        value: count,
      })),
  },
  {
    name: 'leadline_sla_clocks',
    help: 'Promises of a first touch by state: running, overdue (the CRM has not been asked yet), met, breached, stopped.',
    labelNames: ['state'],
    read: ({ slaClocks }) => Object.entries(slaClocks).map(([state, value]) => ({ labels: { state }, value })),
  },
  {
    name: 'leadline_connection_state',
    help: '1 for what holds of a connection: connected, paused, resting (after failures in a row).',
    labelNames: ['connection', 'state'],
    read: ({ connections }) =>
      connections.flatMap(({ id, ...states }) =>
        Object.entries(states).map(([state, holds]) => ({ labels: { connection: id, state }, value: holds ? 1 : 0 })),
      ),
  },
];

/** Puts them into a registry. Where the database does not answer they are absent, and `leadline_database_up` is 0. */
export function registerFigures(registry: Registry, readFigures: () => Promise<Figures>): void {
  const read = sharedReading(readFigures);
  new Gauge({
    name: 'leadline_database_up',
    help: 'Whether the database answered this scrape.',
    registers: [registry],
    async collect() {
      this.set((await read()) === null ? 0 : 1);
    },
  });
  for (const gauge of GAUGES) {
    new Gauge({
      name: gauge.name,
      help: gauge.help,
      labelNames: [...gauge.labelNames],
      registers: [registry],
      async collect() {
        const figures = await read();
        if (gauge.labelNames.length === 0) this.remove();
        else this.reset();
        for (const { labels, value } of figures === null ? [] : gauge.read(figures)) this.set(labels, value);
      },
    });
  }
}

/** The gauges of one scrape are collected together: one reading serves them all. Null where it failed. */
function sharedReading(readFigures: () => Promise<Figures>): () => Promise<Figures | null> {
  let running: Promise<Figures | null> | null = null;
  return () => {
    running ??= readFigures()
      .catch(() => null)
      .finally(() => (running = null));
    return running;
  };
}
