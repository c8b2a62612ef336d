import { mergeChanges, type Watcher } from '../../../server/change-feed';
import { watchChanges } from '../../../server/watch-changes';
import type { ChangeNotice } from '../../../store/change-notice';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A stream with what was written to it, and a feed by hand. */
function open(mayStay: () => Promise<boolean> = () => Promise.resolve(true)) {
  const written: string[] = [];
  let watcher: Watcher | null = null;
  let ended = false;
  const feed = {
    subscribe: (next: Watcher) => {
      watcher = next;
      return () => (watcher = null);
    },
  };
  const close = watchChanges(feed, mayStay).open({ write: (text) => written.push(text), end: () => (ended = true) });
  return {
    close,
    change: (change: ChangeNotice) => watcher?.onChange(change),
    isWatching: () => watcher !== null,
    hasEnded: () => ended,
    events: () => written.filter((text) => text.startsWith('event: changed')),
    comments: () => written.filter((text) => text.startsWith(':')),
  };
}

const lead = (id: string): ChangeNotice => ({ topics: ['leads'], leadIds: [id] });

describe('a stream of changes', () => {
  it('sends the first at once, and what comes within the second after it in one', () => {
    const stream = open();
    stream.change(lead('a'));
    expect(stream.events()).toHaveLength(1);
    stream.change(lead('b'));
    stream.change({ topics: ['sla'], leadIds: ['b', 'c'] });
    jest.advanceTimersByTime(999);
    expect(stream.events()).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(stream.events()[1]).toBe('event: changed\ndata: {"topics":["leads","sla"],"leadIds":["b","c"]}\n\n');
    jest.advanceTimersByTime(1_000);
    stream.change(lead('d'));
    expect(stream.events()).toHaveLength(3);
    stream.close();
  });

  it('gives a sign of life every fifteen seconds, and ends when the caller may no longer', async () => {
    let may = true;
    const stream = open(() => Promise.resolve(may));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(stream.comments()).toHaveLength(2);
    may = false;
    await jest.advanceTimersByTimeAsync(15_000);
    expect(stream.hasEnded()).toBe(true);
    stream.close();
  });

  it('ends when it cannot be asked whether the caller may', async () => {
    const stream = open(() => Promise.reject(new Error('the database is away')));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(stream.hasEnded()).toBe(true);
    stream.close();
  });

  it('leaves nothing behind when it is closed', () => {
    const stream = open();
    stream.change(lead('a'));
    stream.change(lead('b'));
    stream.close();
    expect(stream.isWatching()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('merged changes', () => {
  it('do not know which leads where one of them does not, or where they are many', () => {
    expect(mergeChanges(lead('a'), { topics: ['sync'], leadIds: null })).toEqual({
      topics: ['leads', 'sync'],
      leadIds: null,
    });
    const many = { topics: ['leads'], leadIds: Array.from({ length: 50 }, (_, index) => `lead-${index}`) } as const;
    expect(mergeChanges(many, lead('a')).leadIds).toBeNull();
    expect(mergeChanges(many, lead('lead-3')).leadIds).toHaveLength(50);
  });
});
