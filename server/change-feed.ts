import { listenForChanges, MOST_LEAD_IDS, type ChangeNotice } from '../store/change-notice';

/** Who watches: told of changes until it has unsubscribed or the server stops. */
export interface Watcher {
  readonly onChange: (change: ChangeNotice) => void;
  /** The server stops. */
  readonly onClose: () => void;
}

/** What changes in the database, for all who watch, over one connection. */
export interface ChangeFeed {
  /** Answers with what ends it. */
  subscribe(watcher: Watcher): () => void;
}

/** Listens from the first watcher on, so a server that nobody watches holds no connection. */
export function openChangeFeed(connectionString: string): ChangeFeed & { close(): Promise<void> } {
  const watchers = new Set<Watcher>();
  let listener: ReturnType<typeof listenForChanges> | undefined;
  let closed = false;
  return {
    subscribe: (watcher) => {
      // A request that was in hand when the server began to stop.
      if (closed) {
        watcher.onClose();
        return () => undefined;
      }
      listener ??= listenForChanges({
        connectionString,
        onChange: (change) => watchers.forEach(({ onChange }) => onChange(change)),
      });
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    close: async () => {
      closed = true;
      for (const { onClose } of watchers) onClose();
      watchers.clear();
      await listener?.stop();
    },
  };
}

/** Both at once; which leads they are is lost where one does not know or they are many. */
export function mergeChanges(a: ChangeNotice, b: ChangeNotice): ChangeNotice {
  const topics = [...new Set([...a.topics, ...b.topics])];
  if (a.leadIds === null || b.leadIds === null) return { topics, leadIds: null };
  const leadIds = [...new Set([...a.leadIds, ...b.leadIds])];
  return { topics, leadIds: leadIds.length > MOST_LEAD_IDS ? null : leadIds };
}
