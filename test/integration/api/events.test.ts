import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pauseConnections, recordCallSuccess } from '../../../store/connection';
import { resolveLeads } from '../../../store/lead-identity';
import { recordSyncErrors } from '../../../store/sync-error';
import { until } from '../servers/until';
import { aLead } from './a-lead';
import { HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
let server: Server;
let url: string;
beforeEach(async () => {
  api = await startApi();
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await api.close();
});

interface Watching {
  readonly status: number;
  readonly type: string | null;
  /** What has come so far. */
  readonly text: () => string;
  readonly events: () => readonly { readonly topics: readonly string[]; readonly leadIds?: readonly string[] }[];
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
}

/** Opens the stream and waits until the database is listened to: then everything is told of once. */
async function watch(): Promise<Watching> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${api.keys.read}` } });
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) text += decoder.decode(chunk);
  };
  const ended = read().catch(() => undefined);
  const events = () =>
    [...text.matchAll(/event: changed\ndata: (.+)\n\n/g)].map(
      ([, data = '']) => JSON.parse(data) as { topics: string[]; leadIds?: string[] },
    );
  await until(() => events().length === 1);
  return { status: response.status, type: response.headers.get('content-type'), text: () => text, events, ended };
}

describe('the stream of events', () => {
  it('tells what changed and which leads, and nothing about anybody', async () => {
    const watching = await watch();
    expect([watching.status, watching.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(watching.events()).toEqual([{ topics: ['leads', 'sla', 'sync'] }]);
    const leadId = await aLead(api.db, {
      email: 'jane@acme.test',
      activities: [{ type: 'demo_request', at: NOW - HOUR }],
    });
    await until(() => watching.events().length === 2);
    expect(watching.events()[1]).toEqual({ topics: ['leads'], leadIds: [leadId] });
    await api.score();
    await until(() => watching.events().length === 3);
    expect(watching.events()[2]).toEqual({ topics: ['leads'], leadIds: [leadId] });
    expect(watching.text()).not.toMatch(/jane|acme/);
  });

  it('gathers what happens within a second into one event', async () => {
    const watching = await watch();
    const startedAt = performance.now();
    const leadIds = [];
    for (let made = 0; made < 10; made += 1) leadIds.push(await aLead(api.db));
    const told = () => new Set(watching.events().flatMap((event) => event.leadIds ?? []));
    await until(() => told().size === leadIds.length);
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(watching.events().length - 1).toBeLessThanOrEqual(1 + Math.ceil(seconds));
    expect([...told()].toSorted()).toEqual(leadIds.toSorted());
  });

  it('names no leads where they are many', async () => {
    const watching = await watch();
    const references = Array.from({ length: 51 }, (_, index) => [
      { kind: 'external' as const, source: 'web', value: `one-of-many-${index}` },
    ]);
    await api.db.transaction().execute((tx) => resolveLeads(tx, { references, source: 'web', now: NOW }));
    await until(() => watching.events().length > 1);
    expect(watching.events()[1]).toEqual({ topics: ['leads'] });
  });

  it('tells of sync errors and of what is done to connections', async () => {
    const watching = await watch();
    const report = { connectionId: 'web', direction: 'in', code: 'bad_activity', message: 'x', origin: 'o:1' } as const;
    await recordSyncErrors(api.db, [report], NOW);
    await until(() => watching.events().length === 2);
    // Asked after every call, and almost always nothing to change.
    await recordCallSuccess(api.db, 'crm');
    await pauseConnections(api.db, { ids: 'all', by: 'test', now: NOW });
    await until(() => watching.events().length === 3);
    expect(watching.events().slice(1)).toEqual([{ topics: ['sync'] }, { topics: ['sync'] }]);
  });

  it('ends when the server stops, for those who come meanwhile too', async () => {
    const watching = await watch();
    await api.closeStreams();
    await watching.ended;
    const late = await fetch(url, { headers: { authorization: `Bearer ${api.keys.read}` } });
    expect(await late.text()).toBe('retry: 2000\n\n');
  });

  it('answers HEAD without opening', async () => {
    const response = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${api.keys.read}` } });
    expect(response.status).toBe(200);
  });
});
