import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Trail } from '../../../pipeline/trail';
import { forgetTraceContexts } from '../../../store/trace-context';
import { createTrail, TRAIL_MS } from '../../../telemetry/trail';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { movingClock } from '../harness/moving-clock';

const START = Date.parse('2026-05-20T12:00:00Z');
const ANN = '018f0000-0000-7000-8000-000000000001';
const BEN = '018f0000-0000-7000-8000-000000000002';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  await forgetTraceContexts(database.db, Number.MAX_SAFE_INTEGER / 10_000);
});

function traced(share = 1) {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const clock = movingClock(START);
  const trail: Trail = createTrail({ tracer: provider.getTracer('test'), clock: clock.now });
  /** Each span with the name of the one it follows. */
  const chain = () => {
    const spans = exporter.getFinishedSpans();
    const nameOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
    return spans.map((span) => `${nameOf.get(span.parentSpanContext?.spanId ?? '') ?? '-'} > ${span.name}`);
  };
  return { trail, clock, exporter, chain };
}

const message = (inboxId: number) => ({ inboxId, connectionId: 'forms', startedAt: START });

test('each step follows the one before, by way of SQL; one that is the last is followed by none', async () => {
  const { db } = database;
  const { trail, chain, exporter } = traced();
  await trail.begin(db, message(1));
  await trail.spread(db, [{ inboxId: 1, leadIds: [ANN] }], START);
  await trail.step(db, { name: 'score', leadIds: [ANN, BEN], startedAt: START });
  await trail.step(db, { name: 'wake', leadIds: [ANN], startedAt: START, isLast: true });
  await trail.step(db, { name: 'handOff', leadIds: [ANN], startedAt: START });
  expect(chain()).toEqual(['- > webhook', 'webhook > ingest', 'ingest > score', 'score > wake', 'score > handOff']);
  expect(new Set(exporter.getFinishedSpans().map((span) => span.spanContext().traceId)).size).toBe(1);
});

test('two messages are two traces, and a lead of both goes on in the newer one', async () => {
  const { db } = database;
  const { trail, exporter } = traced();
  await trail.begin(db, message(1));
  await trail.begin(db, message(2));
  await trail.spread(
    db,
    [
      { inboxId: 1, leadIds: [ANN, BEN] },
      { inboxId: 2, leadIds: [BEN] },
    ],
    START,
  );
  await trail.step(db, { name: 'score', leadIds: [ANN, BEN], startedAt: START });
  const webhooks = exporter.getFinishedSpans().filter((span) => span.name === 'webhook');
  const traceOf = new Map(
    exporter
      .getFinishedSpans()
      .filter((span) => span.name === 'score')
      .map((span) => [span.attributes['leadline.lead_id'], span.spanContext().traceId]),
  );
  expect([traceOf.get(ANN), traceOf.get(BEN)]).toEqual(webhooks.map((span) => span.spanContext().traceId));
});

test('what happens long after has other causes', async () => {
  const { db } = database;
  const { trail, clock, chain } = traced();
  await trail.begin(db, message(1));
  await trail.spread(db, [{ inboxId: 1, leadIds: [ANN] }], START);
  clock.advance(TRAIL_MS + 1);
  await trail.step(db, { name: 'escalate', leadIds: [ANN], startedAt: START });
  expect(chain()).toEqual(['- > webhook', 'webhook > ingest']);
});

test('of a message that is not sampled nothing is kept', async () => {
  const { db } = database;
  const { trail, exporter } = traced(0);
  await trail.begin(db, message(1));
  await trail.spread(db, [{ inboxId: 1, leadIds: [ANN] }], START);
  await trail.step(db, { name: 'score', leadIds: [ANN], startedAt: START });
  expect(exporter.getFinishedSpans()).toEqual([]);
});
