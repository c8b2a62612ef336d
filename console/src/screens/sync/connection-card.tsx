import { Button } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../session/session-context';
import { Countdown } from '../../time/countdown';
import { Instant } from '../../time/instant';
import { Tag } from '../../ui/tag';
import { MODE_LABELS, readable, VENDOR_LABELS } from '../../words/labels';
import { count } from '../../words/points';
import { usePausing } from './use-pausing';

type Connection = Schemas['ConnectionStatus'];

const STATES: Readonly<
  Record<Connection['state'], { readonly label: string; readonly tone: 'good' | 'warn' | 'bad' | 'plain' }>
> = {
  ok: { label: 'Connected', tone: 'good' },
  paused: { label: 'Paused', tone: 'warn' },
  not_connected: { label: 'Not connected', tone: 'plain' },
  breaker_open: { label: 'Resting after failures', tone: 'bad' },
};

/** What Leadline may do in the CRM. */
const MODES: Readonly<Record<string, string>> = {
  observe: 'Reads only, writes nothing.',
  score_fields: 'Writes its own fields, makes no tasks.',
  tasks: 'Writes its own fields, makes tasks, keeps clocks.',
};

/** State, queue and last traffic of a connection. */
export function ConnectionCard({ connection }: { readonly connection: Connection }) {
  const { id, vendor, mode, state, breaker, pausedAt, pausedBy, out, openErrors, quota } = connection;
  const incoming = connection.in;
  return (
    <section className="card connection" aria-label={id}>
      <div className="card-head">
        <h2>
          {id} <span className="faint">{VENDOR_LABELS[vendor] ?? vendor}</span>
        </h2>
        <Tag tone={STATES[state].tone}>{STATES[state].label}</Tag>
      </div>
      <div className="card-body">
        {pausedAt === null ? null : (
          <p className="connection-note warn">
            Paused <Instant at={pausedAt} as="relative" />
            {pausedBy === null ? '' : ` by ${pausedBy}`}. What is to be written waits.
          </p>
        )}
        {breaker === null ? null : (
          <p className="connection-note bad">
            Calls failed in a row{breaker.code === null ? '' : ` (${readable(breaker.code)})`}; the next try is in{' '}
            <Countdown dueAt={breaker.until} soonMs={0} />.
          </p>
        )}
        <dl className="connection-facts">
          {mode === null ? null : <Fact label="Mode" value={MODE_LABELS[mode] ?? mode} hint={MODES[mode]} />}
          {out === null ? null : (
            <>
              <Fact
                label="To write"
                value={count(out.waiting)}
                hint={
                  out.oldestWaitingAt === null ? undefined : (
                    <>
                      oldest <Instant at={out.oldestWaitingAt} as="relative" />
                    </>
                  )
                }
              />
              <Fact label="Held" value={count(out.held)} hint="wait for a mode, a contact or a person" />
              <Fact label="Failed" value={count(out.failed)} bad={out.failed > 0} />
              <Fact
                label="Written"
                value={count(out.sent)}
                hint={
                  out.lastSentAt === null ? undefined : (
                    <>
                      last <Instant at={out.lastSentAt} as="relative" />
                    </>
                  )
                }
              />
            </>
          )}
          <Fact
            label="To read"
            value={count(incoming.waiting)}
            hint={
              incoming.lastReceivedAt === null ? (
                'nothing yet'
              ) : (
                <>
                  last <Instant at={incoming.lastReceivedAt} as="relative" />
                </>
              )
            }
          />
          {quota === null ? null : <QuotaFact quota={quota} />}
          <Fact
            label="Open errors"
            value={count(openErrors.in + openErrors.out)}
            bad={openErrors.in + openErrors.out > 0}
          />
        </dl>
        {out === null ? null : <PauseButton id={id} paused={pausedAt !== null} />}
      </div>
    </section>
  );
}

/** Calls that the vendor allows a day; the last tenth is told in the colour of warning. */
function QuotaFact({ quota }: { readonly quota: NonNullable<Connection['quota']> }) {
  return (
    <Fact
      label="Calls left today"
      value={count(quota.remaining)}
      bad={quota.remaining * 10 < quota.perDay}
      hint={
        <>
          of {count(quota.perDay)}, anew <Instant at={quota.resetsAt} as="relative" />
        </>
      }
    />
  );
}

interface FactProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly bad?: boolean;
}

const Fact = ({ label, value, hint, bad = false }: FactProps) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <span className={`num connection-value${bad ? ' bad' : ''}`}>{value}</span>
      {hint === undefined ? null : <span className="faint connection-hint">{hint}</span>}
    </dd>
  </div>
);

function PauseButton({ id, paused }: { readonly id: string; readonly paused: boolean }) {
  const may = useMay('pauseSync');
  const pausing = usePausing(id);
  if (!may) return null;
  return (
    <Button
      mt={12}
      leftSection={paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
      loading={pausing.isPending}
      onClick={() => pausing.mutate(paused ? 'resume' : 'pause')}
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}
