import type { Figures } from '../../../store/figures';
import { createServerMetrics, createWorkerMetrics } from '../../../telemetry/metrics';

const FIGURES: Figures = {
  inboxMessages: 3,
  inboxAgeMs: 1_500,
  scoreQueueRows: 7,
  wakes: 0,
  crmChanges: 2,
  wishes: [{ connectionId: 'hubspot', kind: 'contact', state: 'pending', count: 4 }],
  openSyncErrors: [{ connectionId: 'events', direction: 'in', count: 5 }],
  slaClocks: { running: 6, overdue: 1, met: 2, breached: 3, stopped: 0 },
  connections: [{ id: 'hubspot', connected: true, paused: false, resting: true }],
};

const reading = () => {
  const read = jest.fn(() => Promise.resolve(FIGURES));
  return { version: '1.2.3', readFigures: read };
};

describe('metrics', () => {
  it('show what stands in the database, read once a scrape', async () => {
    const options = reading();
    const text = await createServerMetrics(options).registry.metrics();
    expect(options.readFigures).toHaveBeenCalledTimes(1);
    for (const line of [
      'leadline_inbox_messages 3',
      'leadline_inbox_oldest_age_seconds 1.5',
      'leadline_score_queue_rows 7',
      'leadline_wakes 0',
      'leadline_crm_wishes{connection="hubspot",kind="contact",state="pending"} 4',
      'leadline_sync_errors_open{connection="events",direction="in"} 5',
      'leadline_sla_clocks{state="breached"} 3',
      'leadline_connection_state{connection="hubspot",state="resting"} 1',
      'leadline_database_up 1',
      'leadline_build_info{process="server",version="1.2.3"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('say nothing of the database where it is away, rather than zero', async () => {
    let away = false;
    const readFigures = () => (away ? Promise.reject(new Error('away')) : Promise.resolve(FIGURES));
    const { registry } = createServerMetrics({ version: '1', readFigures });
    expect(await registry.metrics()).toContain('leadline_inbox_messages 3');
    away = true;
    const text = await registry.metrics();
    expect(text).toContain('leadline_database_up 0');
    expect(text).not.toMatch(/^leadline_(inbox_messages|crm_wishes|sla_clocks)\b/m);
  });

  it('count requests by pattern, and methods nobody knows as one', async () => {
    const metrics = createServerMetrics(reading());
    metrics.noteRequest({ method: 'GET', route: '/api/leads/:leadId', status: 200, durationMs: 20 });
    metrics.noteRequest({ method: 'BREW', route: 'none', status: 404, durationMs: 1 });
    const text = await metrics.registry.metrics();
    expect(text).toContain(
      'leadline_http_request_duration_seconds_sum{method="GET",route="/api/leads/:leadId",status="200"} 0.02',
    );
    expect(text).toContain('leadline_http_request_duration_seconds_count{method="other",route="none",status="404"} 1');
  });

  it("count the loops' turns, calls to the CRM and what was delivered", async () => {
    const metrics = createWorkerMetrics(reading());
    metrics.noteLoopStep({ loop: 'ingest', items: 16, durationMs: 8 });
    metrics.noteLoopStep({ loop: 'ingest', items: 0, durationMs: 1 });
    metrics.noteLoopStep({ loop: 'ingest', items: null, durationMs: 1 });
    metrics.noteCrmCall({ connectionId: 'hubspot', result: 'busy', durationMs: 300 });
    metrics.noteDelivery({ connectionId: 'hubspot', sent: 9, failed: 1 });
    const text = await metrics.registry.metrics();
    for (const line of [
      'leadline_loop_items_total{loop="ingest"} 16',
      'leadline_loop_step_duration_seconds_count{loop="ingest",result="worked"} 1',
      'leadline_loop_step_duration_seconds_count{loop="ingest",result="idle"} 1',
      'leadline_loop_step_duration_seconds_count{loop="ingest",result="failed"} 1',
      'leadline_crm_call_duration_seconds_count{connection="hubspot",result="busy"} 1',
      'leadline_crm_deliveries_total{connection="hubspot",result="sent"} 9',
      'leadline_crm_deliveries_total{connection="hubspot",result="failed"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });
});
