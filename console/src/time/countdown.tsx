import { dateTime, duration, HOUR_MS, utc } from './format';
import { useNow } from './use-now';

const SOON_MS = HOUR_MS;

interface CountdownProps {
  readonly dueAt: string;
  /** From when the last stretch is shown in the colour of warning. */
  readonly soonMs?: number;
}

/** Time left to a deadline, or overdue; ticks every second. Screen readers are told the deadline, not every tick. */
export function Countdown({ dueAt, soonMs = SOON_MS }: CountdownProps) {
  const left = Date.parse(dueAt) - useNow();
  const tone = left < 0 ? 'bad' : left < soonMs ? 'warn' : '';
  return (
    <time dateTime={dueAt} title={`${dateTime(dueAt)} · ${utc(dueAt)}`} className={`num ${tone}`}>
      <span aria-hidden>
        {left < 0 ? '+' : ''}
        {duration(left)}
      </span>
      <span className="visually-hidden">
        {left < 0 ? 'overdue since' : 'due'} {dateTime(dueAt)}
      </span>
    </time>
  );
}
