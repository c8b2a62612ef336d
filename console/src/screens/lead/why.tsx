import { Button, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { Fragment, useState } from 'react';
import { leadWhy } from '../../api/lead-queries';
import type { Schemas } from '../../api/client';
import { Instant } from '../../time/instant';
import { utcDay } from '../../time/format';
import { Failed, Loading } from '../../ui/states';
import { CombinedBadge } from '../../ui/combined-badge';
import { capital, causeOf, readable } from '../../words/labels';
import { pointsOfColumn } from '../../words/points';

type WhyLine = Schemas['WhyLine'];

/** From how many dated lines on the older ones are folded into one. */
const SHOWN_LINES = 10;

interface WhyProps {
  readonly leadId: string;
  /** Null: now. */
  readonly at: string | null;
  readonly onNow: () => void;
}

/** The dated lines that sum to the score, with what caps, silence and the clamp take away as lines of their own. */
export function Why({ leadId, at, onNow }: WhyProps) {
  const why = useQuery(leadWhy(leadId, at));
  if (why.isPending) return <Loading lines={9} />;
  if (why.isLoadingError) return <Failed error={why.error} retry={() => void why.refetch()} />;
  const { engagement, fit, combined, asOf, model, nextChangeAt, disqualifiedBy } = why.data;
  return (
    <div className="why" aria-busy={why.isPlaceholderData}>
      <div className="why-as-of">
        {at === null ? (
          <span className="dim">As it is now</span>
        ) : (
          <>
            <History size={14} aria-hidden />
            <span>
              As it was on <Instant at={asOf} />, by what was known then
              {model.liveThen ? '' : ' and the first model there was'}
            </span>
            <CombinedBadge value={combined} />
            <Button onClick={onNow}>Back to now</Button>
          </>
        )}
      </div>
      {disqualifiedBy === null ? null : (
        <p className="bad why-note">Out of market by the rule “{causeOf(disqualifiedBy)}”.</p>
      )}
      <SumTable
        title="Score"
        caption="Lines that sum to the score"
        lines={engagement.lines}
        total={engagement.points}
        dated
      />
      <SumTable
        title={`Fit, grade ${fit.grade}`}
        caption="Lines that sum to fit"
        lines={fit.lines}
        total={fit.points}
        dated={false}
      />
      {fit.unknown.length === 0 ? null : (
        <p className="dim why-note">Nobody has told us: {fit.unknown.map(readable).join(', ')}.</p>
      )}
      {nextChangeAt === null || at !== null ? null : (
        <p className="dim why-note">
          Without anything new, time alone changes the level or a request on <Instant at={nextChangeAt} />.
        </p>
      )}
    </div>
  );
}

interface SumTableProps {
  readonly title: string;
  readonly caption: string;
  readonly lines: readonly WhyLine[];
  readonly total: number;
  /** Fit has no days and no decay. */
  readonly dated: boolean;
}

function SumTable({ title, caption, lines, total, dated }: SumTableProps) {
  const groups = [...Map.groupBy(lines, (line) => line.group)];
  const columns = dated ? 5 : 2;
  return (
    <table className="sum">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {dated ? (
            <>
              <th scope="col">Day (UTC)</th>
              <th scope="col" className="right">
                Worth
              </th>
              <th scope="col" className="right">
                Left
              </th>
            </>
          ) : null}
          <th scope="col" className="right">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(([group, ofGroup]) => (
          <Group key={group} name={group} lines={ofGroup} dated={dated} alone={groups.length === 1} columns={columns} />
        ))}
        {lines.length === 0 ? (
          <tr>
            <td colSpan={columns} className="faint">
              Nothing has given or taken points.
            </td>
          </tr>
        ) : null}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={columns - 1}>
            Sum
          </th>
          <td className="right num">{pointsOfColumn(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

interface GroupProps {
  readonly name: string;
  readonly lines: readonly WhyLine[];
  readonly dated: boolean;
  readonly alone: boolean;
  readonly columns: number;
}

/** The newest lines first; many old ones are one line that still adds up, until it is opened. */
function Group({ name, lines, dated, alone, columns }: GroupProps) {
  const [opened, setOpened] = useState(false);
  const days = lines.filter((line) => line.day !== null).toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1));
  const undated = lines.filter((line) => line.day === null);
  const folded = opened || days.length <= SHOWN_LINES + 2 ? [] : days.slice(SHOWN_LINES);
  const shown = days.slice(0, days.length - folded.length);
  return (
    <Fragment>
      {alone ? null : (
        <tr className="sum-group">
          <th scope="rowgroup" colSpan={columns - 1}>
            {capital(readable(name))}
          </th>
          <td className="right num">{pointsOfColumn(sumOf(lines))}</td>
        </tr>
      )}
      {shown.map((line, index) => (
        <Line key={`${line.rule} ${line.day ?? ''} ${String(index)}`} line={line} dated={dated} />
      ))}
      {folded.length === 0 ? null : (
        <tr>
          <td colSpan={columns - 1}>
            <UnstyledButton className="sum-more" onClick={() => setOpened(true)}>
              Show {folded.length} earlier lines
            </UnstyledButton>
          </td>
          <td className="right num dim">{pointsOfColumn(sumOf(folded))}</td>
        </tr>
      )}
      {undated.map((line) => (
        <Line key={`${line.kind} ${line.rule}`} line={line} dated={dated} />
      ))}
    </Fragment>
  );
}

const sumOf = (lines: readonly WhyLine[]): number => lines.reduce((sum, line) => sum + line.points, 0);

const KINDS: Readonly<Record<WhyLine['kind'], string>> = {
  points: '',
  cap: 'Cap',
  silence: 'Silence',
  clamp: 'Held to 0–100',
};

function Line({ line, dated }: { readonly line: WhyLine; readonly dated: boolean }) {
  const taken = line.kind !== 'points';
  return (
    <tr className={taken ? 'sum-taken' : undefined}>
      <td>
        {taken ? <span className="sum-kind">{KINDS[line.kind]}</span> : null}
        {line.label}
        {line.count > 1 ? <span className="faint"> × {line.count}</span> : null}
      </td>
      {dated ? (
        <>
          <td className="num dim nowrap">{line.day === null ? '' : utcDay(line.day)}</td>
          <td className="right num dim">{taken ? '' : pointsOfColumn(line.basePoints)}</td>
          <td className="right num dim nowrap">{taken ? '' : leftOf(line)}</td>
        </>
      ) : null}
      <td className={`right num${line.points < 0 ? ' bad' : ''}`}>{pointsOfColumn(line.points)}</td>
    </tr>
  );
}

/** What decay has left of a line, in per cent. */
const leftOf = ({ basePoints, points }: WhyLine): string =>
  basePoints === 0 ? '' : `${String(Math.round((points / basePoints) * 100))} %`;
