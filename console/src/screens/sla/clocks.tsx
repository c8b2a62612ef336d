import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { AlarmClockCheck, CircleCheckBig, Hourglass, Moon, TimerOff } from 'lucide-react';
import { Link } from 'react-router';
import { slaClocks, type SlaGroup } from '../../api/board-queries';
import type { Schemas } from '../../api/client';
import { Countdown } from '../../time/countdown';
import { duration } from '../../time/format';
import { Instant } from '../../time/instant';
import { CombinedBadge } from '../../ui/combined-badge';
import { Empty, Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { nameOf, stepOf } from '../../words/labels';

const PAGE = 50;

const NOTHING = {
  due_soon: { icon: Hourglass, title: 'Nothing is due soon', text: 'What runs out within four hours stands here.' },
  breached: {
    icon: CircleCheckBig,
    title: 'No promise is broken',
    text: 'Breaches of the last seven days, and older ones that nobody has answered, stand here.',
  },
  running: {
    icon: TimerOff,
    title: 'No clock is running',
    text: 'A clock starts when a lead becomes an MQL and gets an owner.',
  },
  paused: {
    icon: Moon,
    title: 'No clock is paused',
    text: "A clock stands still while its rep's hours are over, unless it is due soon.",
  },
  met: {
    icon: AlarmClockCheck,
    title: 'None kept in the last seven days',
    text: 'A promise is kept when the rep touches the lead in time.',
  },
} as const;

/** The promises of a group, the earliest deadline first. */
export function Clocks({ group, reps }: { readonly group: SlaGroup; readonly reps: readonly string[] }) {
  const clocks = useInfiniteQuery(slaClocks({ group, reps, limit: PAGE }));
  if (clocks.isPending) return <Loading lines={6} height={28} />;
  if (clocks.isLoadingError) return <Failed error={clocks.error} retry={() => void clocks.refetch()} />;
  const lines = clocks.data.pages.flatMap((page) => page.clocks);
  if (lines.length === 0) {
    const { icon, title, text } = NOTHING[group];
    return (
      <Empty icon={icon} title={title}>
        {text}
      </Empty>
    );
  }
  return (
    <>
      <ul className="clocks">
        {lines.map((line) => (
          <ClockLine key={`${line.leadId} ${String(line.visitNo)}`} line={line} />
        ))}
      </ul>
      {clocks.hasNextPage ? (
        <Button m={12} onClick={() => void clocks.fetchNextPage()} loading={clocks.isFetchingNextPage}>
          More
        </Button>
      ) : null}
    </>
  );
}

function ClockLine({ line }: { readonly line: Schemas['SlaLine'] }) {
  return (
    <li>
      <Link to={`/leads/${line.leadId}`} className="clock">
        <span className="clock-left">
          <TimeOf line={line} />
        </span>
        <span className="clock-who">
          <span className="clock-name truncate">{nameOf(line)}</span>
          <span className="faint truncate">{line.company ?? line.email}</span>
        </span>
        <CombinedBadge value={line.combined} />
        <span className="clock-rep truncate">{line.repId ?? 'Nobody'}</span>
        <span className="clock-policy">
          <Tag>{line.policy}</Tag>
        </span>
        <span className="clock-next dim">
          {line.nextStep === null ? (
            <>
              Was due <Instant at={line.dueAt} as="short" />
            </>
          ) : (
            <>
              {stepOf(line.nextStep.step, 'toCome')} <Instant at={line.nextStep.at} as="relative" />
            </>
          )}
        </span>
      </Link>
    </li>
  );
}

/** Time left or overdue while it counts; else how early or late the touch was. */
function TimeOf({ line }: { readonly line: Schemas['SlaLine'] }) {
  if (line.group === 'paused' && line.resumesAt !== null) {
    return (
      <span className="clock-paused">
        <Moon size={14} aria-hidden />
        <span>
          <span className="visually-hidden">Stands still until </span>
          <Instant at={line.resumesAt} as="weekday" />
        </span>
      </span>
    );
  }
  if (line.firstTouchAt === null) return <Countdown dueAt={line.dueAt} />;
  const early = Date.parse(line.dueAt) - Date.parse(line.firstTouchAt);
  return (
    <span className={`num ${early >= 0 ? 'good' : 'bad'}`}>
      {duration(early)} <span className="clock-early">{early >= 0 ? 'early' : 'late'}</span>
    </span>
  );
}
