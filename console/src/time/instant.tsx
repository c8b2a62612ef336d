import { date, dateTime, MINUTE_MS, relative, shortDateTime, utc, weekdayTime } from './format';
import { useNow } from './use-now';

interface InstantProps {
  readonly at: string;
  /** `relative` is how long ago; the others are in the viewer's zone. */
  readonly as?: 'relative' | 'date' | 'weekday' | 'short' | 'dateTime';
}

const FORMATS = { date, dateTime, weekday: weekdayTime, short: shortDateTime };

/** An instant in the viewer's zone, with UTC on hover. */
export function Instant({ at, as = 'dateTime' }: InstantProps) {
  if (as === 'relative') return <Ago at={at} />;
  return (
    <time dateTime={at} title={`${dateTime(at)} · ${utc(at)}`} className="num">
      {FORMATS[as](at)}
    </time>
  );
}

function Ago({ at }: { readonly at: string }) {
  const now = useNow(MINUTE_MS);
  return (
    <time dateTime={at} title={`${dateTime(at)} · ${utc(at)}`} className="num">
      {relative(at, now)}
    </time>
  );
}
