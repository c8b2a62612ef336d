import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client';
import { leadTimeline } from '../../api/lead-queries';
import { duration, DAY_MS } from '../../time/format';
import { Instant } from '../../time/instant';
import { useNow } from '../../time/use-now';
import { StageBadge } from '../../ui/stage-badge';
import { Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { causeOf, DECIDERS } from '../../words/labels';

const MINUTE_MS = 60_000;

/** Every visit of a stage: how long, why, and who decided. */
export function Stages({ lead }: { readonly lead: Schemas['Lead'] }) {
  const timeline = useInfiniteQuery(leadTimeline(lead.leadId, ['stage_move']));
  const now = useNow(MINUTE_MS);
  if (timeline.isPending) return <Loading lines={5} />;
  if (timeline.isLoadingError) return <Failed error={timeline.error} retry={() => void timeline.refetch()} />;
  const moves = timeline.data.pages.flatMap((page) => page.entries).filter((entry) => entry.kind === 'stage_move');
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Stages">
      <table className="grid-table stacked">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Since</th>
            <th scope="col" className="right">
              For
            </th>
            <th scope="col">Why</th>
            <th scope="col">Decided by</th>
          </tr>
        </thead>
        <tbody>
          {moves.map((move, index) => {
            const next = moves[index - 1];
            const until = next === undefined ? now : Date.parse(next.at);
            return (
              <tr key={move.visitNo}>
                <td>
                  <StageBadge stage={move.to} />
                </td>
                <td className="dim nowrap">
                  <Instant at={move.at} />
                </td>
                <td className="right num dim nowrap">{lengthOf(until - Date.parse(move.at))}</td>
                <td>
                  {causeOf(move.cause)}
                  {move.quiet ? <span className="faint"> · quietly</span> : null}
                  {move.reason === null ? null : <span className="faint"> · “{move.reason}”</span>}
                </td>
                <td>
                  <Tag tone={move.decidedBy === 'operator' ? 'accent' : 'plain'}>{DECIDERS[move.decidedBy]}</Tag>
                  {move.actor === null ? null : <span className="faint mono"> {move.actor}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {timeline.hasNextPage ? (
        <Button m={12} onClick={() => void timeline.fetchNextPage()} loading={timeline.isFetchingNextPage}>
          Earlier
        </Button>
      ) : null}
    </div>
  );
}

const lengthOf = (ms: number): string =>
  ms >= 2 * DAY_MS ? `${String(Math.floor(ms / DAY_MS))} days` : ms < MINUTE_MS ? 'moments' : duration(ms);
