import { ROOT_CONTEXT, SpanKind, trace, TraceFlags, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import type { Clock, EpochMs } from '../domain/time';
import type { Trail } from '../pipeline/trail';
import type { Database } from '../store/database';
import { noteTraceContexts, readTraceContexts, type TraceContext } from '../store/trace-context';

/** What happens to a lead later than this after the last step has other causes: its deadlines, not the webhook. */
export const TRAIL_MS = 10 * 60_000;

/** A trail whose steps are spans, linked across processes by contexts that are kept in SQL. */
export function createTrail({ tracer, clock }: { readonly tracer: Tracer; readonly clock: Clock }): Trail {
  const follow = (context: TraceContext, step: StepSpan): Span =>
    startSpan(tracer, step, trace.setSpanContext(ROOT_CONTEXT, parseTraceparent(context.traceparent)));
  const read = (db: Database, subjects: readonly string[]): Promise<readonly TraceContext[]> =>
    readTraceContexts(db, { subjects, since: clock() - TRAIL_MS });

  return {
    begin: async (tx, { inboxId, connectionId, startedAt }) => {
      const attributes = { 'leadline.connection': connectionId, 'leadline.inbox_id': inboxId };
      const span = startSpan(tracer, { name: 'webhook', kind: SpanKind.SERVER, startedAt, attributes }, ROOT_CONTEXT);
      span.end(clock());
      if (!isSampled(span)) return;
      await noteTraceContexts(tx, [{ subject: subjectOf(inboxId), traceparent: traceparentOf(span) }], clock());
    },
    spread: async (tx, news, startedAt) => {
      const contexts = new Map(
        (
          await read(
            tx,
            news.map(({ inboxId }) => subjectOf(inboxId)),
          )
        ).map((context) => [context.subject, context]),
      );
      const noted = new Map<string, TraceContext>();
      for (const { inboxId, leadIds } of news) {
        const context = contexts.get(subjectOf(inboxId));
        if (context === undefined) continue;
        const attributes = { 'leadline.inbox_id': inboxId, 'leadline.leads': new Set(leadIds).size };
        const span = follow(context, { name: 'ingest', kind: SpanKind.CONSUMER, startedAt, attributes });
        span.end(clock());
        const traceparent = traceparentOf(span);
        for (const subject of leadIds) noted.set(subject, { subject, traceparent });
      }
      await noteTraceContexts(tx, [...noted.values()], clock());
    },
    step: async (db, { name, leadIds, startedAt, isLast = false }) => {
      if (leadIds.length === 0) return;
      const contexts = await read(db, leadIds);
      const followed = contexts.map((context): TraceContext => {
        const attributes = { 'leadline.lead_id': context.subject };
        const span = follow(context, { name, kind: SpanKind.INTERNAL, startedAt, attributes });
        span.end(clock());
        return { subject: context.subject, traceparent: traceparentOf(span) };
      });
      if (!isLast) await noteTraceContexts(db, followed, clock());
    },
  };
}

interface StepSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly startedAt: EpochMs;
  readonly attributes: Attributes;
}

function startSpan(tracer: Tracer, step: StepSpan, parent: typeof ROOT_CONTEXT): Span {
  const { name, kind, attributes } = step;
  return tracer.startSpan(name, { kind, attributes, startTime: new Date(step.startedAt) }, parent);
}

const subjectOf = (inboxId: number): string => `inbox/${inboxId}`;

const isSampled = (span: Span): boolean => (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;

/** Only what is sampled is kept, hence the flag. */
const traceparentOf = (span: Span): string => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`;

function parseTraceparent(traceparent: string) {
  const [, traceId = '', spanId = ''] = traceparent.split('-');
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}
