import type { QueryClient } from '@tanstack/react-query';

interface Change {
  readonly topics: readonly string[];
  readonly leadIds?: readonly string[];
}

/** Which queries show what a topic is about. */
const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  leads: ['leads', 'matrix', 'today'],
  sla: ['sla', 'today'],
  sync: ['sync', 'today'],
};

/** At most one refresh in this time: a flood of activities is not a flood of requests. */
const PACE_MS = 2_000;
/** Some of the server's counts may be this old. */
const COUNTS_KEPT_MS = 2_000;

/**
 * Refreshes what is on screen when the server says that it has changed. Reconnecting is the browser's own; after a gap
 * everything is refreshed. Returns the end of it.
 */
export function followChanges(queries: QueryClient, onState: (connected: boolean) => void): () => void {
  const source = new EventSource('/api/events');
  const keys = new Set<string>();
  let leads: Set<string> | 'all' = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedAt = 0;
  let wasConnected = false;

  const refresh = (): void => {
    // What changed just now may not be counted yet: it is asked for once more.
    const isCounted = performance.now() - changedAt >= COUNTS_KEPT_MS;
    timer = isCounted ? undefined : setTimeout(refresh, PACE_MS);
    for (const key of keys) void queries.invalidateQueries({ queryKey: [key] });
    if (leads === 'all') void queries.invalidateQueries({ queryKey: ['lead'] });
    else for (const leadId of leads) void queries.invalidateQueries({ queryKey: ['lead', leadId] });
    if (isCounted) keys.clear();
    leads = new Set();
  };
  source.addEventListener('changed', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as Change; // Our own server's words.
    for (const key of change.topics.flatMap((topic) => KEYS_OF[topic] ?? [])) keys.add(key);
    if (change.leadIds === undefined) leads = 'all';
    else if (leads !== 'all') for (const leadId of change.leadIds) leads.add(leadId);
    changedAt = performance.now();
    timer ??= setTimeout(refresh, PACE_MS);
  });
  source.addEventListener('open', () => {
    onState(true);
    if (wasConnected) void queries.invalidateQueries();
    wasConnected = true;
  });
  source.addEventListener('error', () => onState(false));
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
