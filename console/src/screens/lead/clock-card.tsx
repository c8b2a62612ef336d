import { Check, Circle } from 'lucide-react';
import type { Schemas } from '../../api/client';
import { Countdown } from '../../time/countdown';
import { Instant } from '../../time/instant';
import { Tag } from '../../ui/tag';
import { stepOf } from '../../words/labels';

type Clock = NonNullable<Schemas['Lead']['clock']>;

/** Without an effect that somebody notices: they only make sure that the CRM is read first. */
const SILENT_STEPS: ReadonlySet<string> = new Set(['breach']);

/** The promise of the present visit: how long it still is, and every step of its ladder. */
export function ClockCard({ clock }: { readonly clock: Clock }) {
  const running = clock.state === 'running' || (clock.state === 'breached' && clock.firstTouchAt === null);
  return (
    <section className="card" aria-label="SLA clock">
      <div className="card-head">
        <h2>
          SLA clock <span className="faint">{clock.policy}</span>
        </h2>
        <ClockState state={clock.state} />
      </div>
      <div className="card-body">
        <p className="clock-time">
          {running ? <Countdown dueAt={clock.dueAt} /> : <Instant at={clock.firstTouchAt ?? clock.dueAt} />}
        </p>
        <p className="faint clock-about">
          {running ? 'First touch due' : clock.firstTouchAt === null ? 'Was due' : 'First touch'}{' '}
          {running ? <Instant at={clock.dueAt} /> : null}
        </p>
        <ol className="ladder">
          {clock.steps
            .filter(({ step }) => !SILENT_STEPS.has(step))
            .map(({ step, at, firedAt }) => (
              <li key={`${step} ${at}`} className={firedAt === null ? 'dim' : 'ladder-done'}>
                {firedAt === null ? <Circle size={11} aria-label="to come" /> : <Check size={12} aria-label="done" />}
                <span>{stepOf(step, firedAt === null ? 'toCome' : 'done')}</span>
                <span className="num faint">
                  <Instant at={firedAt ?? at} as="weekday" />
                </span>
              </li>
            ))}
        </ol>
      </div>
    </section>
  );
}

const STATES: Readonly<
  Record<Clock['state'], { readonly label: string; readonly tone: 'accent' | 'good' | 'bad' | 'plain' }>
> = {
  running: { label: 'Running', tone: 'accent' },
  met: { label: 'Met', tone: 'good' },
  breached: { label: 'Breached', tone: 'bad' },
  stopped: { label: 'Stopped', tone: 'plain' },
};

const ClockState = ({ state }: { readonly state: Clock['state'] }) => (
  <Tag tone={STATES[state].tone}>{STATES[state].label}</Tag>
);
