import type { ChangeNotice } from '../store/change-notice';
import { mergeChanges, type ChangeFeed } from './change-feed';
import { EventStream } from './endpoint';

const EVENT_EVERY_MS = 1_000;
const SIGN_OF_LIFE_EVERY_MS = 15_000;

/**
 * A stream of server-sent events: the first change at once, further ones gathered to at most one event a second. With each
 * sign of life the caller is looked at again, so the stream of a session that was ended ends too.
 */
export const watchChanges = (feed: ChangeFeed, mayStay: () => Promise<boolean>): EventStream =>
  new EventStream((out) => {
    let waiting: ChangeNotice | null = null;
    let pause: NodeJS.Timeout | null = null;
    const send = (): void => {
      pause = null;
      if (waiting === null) return;
      out.write(eventOf(waiting));
      waiting = null;
      pause = setTimeout(send, EVENT_EVERY_MS);
    };
    const life = setInterval(() => {
      mayStay().then(
        (may) => (may ? out.write(': still here\n\n') : out.end()),
        // The database is away: what the stream tells of comes from there as well.
        () => out.end(),
      );
    }, SIGN_OF_LIFE_EVERY_MS);
    // Reconnects after two seconds; something to read at once tells proxies and the browser that it is open.
    out.write('retry: 2000\n\n');
    const unsubscribe = feed.subscribe({
      onChange: (change) => {
        waiting = waiting === null ? change : mergeChanges(waiting, change);
        if (pause === null) send();
      },
      onClose: () => out.end(),
    });
    return () => {
      unsubscribe();
      clearInterval(life);
      if (pause !== null) clearTimeout(pause);
    };
  });

const eventOf = ({ topics, leadIds }: ChangeNotice): string =>
  `event: changed\ndata: ${JSON.stringify({ topics, ...(leadIds === null ? {} : { leadIds }) })}\n\n`;
