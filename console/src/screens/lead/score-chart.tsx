import { useElementSize } from '@mantine/hooks';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Schemas } from '../../api/client';
import { date, shortDate } from '../../time/format';
import { STAGE_LABELS } from '../../words/labels';
import { points, signedPoints } from '../../words/points';
import { areaUnder, createScale, HEIGHT, lineThrough, MARGIN, type Scale } from './chart-scale';

type History = Schemas['ScoreHistory'];
type Day = History['points'][number];

interface ScoreChartProps {
  readonly history: History;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
}

/** Half the width of a day's name: the last one must not be cut off. */
const LABEL_ROOM = 36;
const GRID = [0, 2_500, 5_000, 7_500, 10_000];

/**
 * Engagement (filled) and fit (dashed) by day. What rises came from activities, what falls is decay and silence; stage
 * moves stand as lines. A slider to the keyboard: arrows choose a day, Escape goes back to now.
 */
export function ScoreChart({ history, at, onAt }: ScoreChartProps) {
  const { ref, width } = useElementSize();
  const [hovered, setHovered] = useState<number | null>(null);
  const days = history.points;
  const scale = createScale(width, days.length);
  const last = days.length - 1;
  const chosen = at === null ? null : nearest(days, at);
  const shown = hovered ?? chosen;
  const choose = (index: number): void => onAt(index >= last ? null : (days[index]?.at ?? null));

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = chosen ?? last;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last, Escape: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.min(last, Math.max(0, to)));
  };
  const indexOf = (event: PointerEvent): number =>
    scale.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
  const current = days[chosen ?? last];

  return (
    <div ref={ref} className="chart">
      {width === 0 || current === undefined ? null : (
        <svg
          width={width}
          height={HEIGHT}
          role="slider"
          tabIndex={0}
          aria-label="Day that the score is explained for"
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={chosen ?? last}
          aria-valuetext={`${date(current.at)}: score ${points(current.engagement)}, ${current.combined}`}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => setHovered(indexOf(event))}
          onPointerLeave={() => setHovered(null)}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            choose(scale.indexAt(event.clientX - box.left));
          }}
        >
          <Axes scale={scale} days={days} width={width} />
          <path
            d={areaUnder(
              scale,
              days.map((day) => day.engagement),
            )}
            className="chart-area"
          />
          <path
            d={lineThrough(
              scale,
              days.map((day) => day.fit),
            )}
            className="chart-fit"
          />
          <path
            d={lineThrough(
              scale,
              days.map((day) => day.engagement),
            )}
            className="chart-line"
          />
          <Moves scale={scale} history={history} />
          {shown === null ? null : <Cursor scale={scale} day={days[shown]} index={shown} />}
        </svg>
      )}
      {shown === null ? null : (
        <Reading day={days[shown]} before={days[shown - 1]} left={scale.x(shown)} width={width} />
      )}
      <p className="chart-legend faint" aria-hidden>
        <span className="legend-line" /> Score <span className="legend-fit" /> Fit <span className="legend-move" />{' '}
        Stage move
        <span className="legend-hint">Choose a day to see why the score was what it was</span>
      </p>
    </div>
  );
}

const nearest = (days: readonly Day[], at: string): number | null => {
  const index = days.findIndex((day) => day.at >= at);
  return index === -1 ? null : index;
};

function Axes({
  scale,
  days,
  width,
}: {
  readonly scale: Scale;
  readonly days: readonly Day[];
  readonly width: number;
}) {
  const labels = Math.max(2, Math.min(6, Math.floor(width / 110)));
  const every = Math.max(1, Math.floor((days.length - 1) / (labels - 1)));
  return (
    <g aria-hidden>
      {GRID.map((value) => (
        <g key={value}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={scale.y(value)}
            y2={scale.y(value)}
            className="chart-grid"
          />
          <text x={MARGIN.left - 8} y={scale.y(value) + 4} textAnchor="end" className="chart-text">
            {points(value)}
          </text>
        </g>
      ))}
      {days.map((day, index) =>
        index % every === 0 ? (
          <text
            key={day.at}
            x={scale.x(index)}
            y={HEIGHT - 6}
            textAnchor={index === 0 ? 'start' : scale.x(index) > width - LABEL_ROOM ? 'end' : 'middle'}
            className="chart-text"
          >
            {shortDate(Date.parse(day.at))}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** One line a day, also where several moves fell on it. */
function Moves({ scale, history }: { readonly scale: Scale; readonly history: History }) {
  const byDay = Map.groupBy(history.moves, (move) => history.points.findIndex((day) => day.at >= move.at));
  return (
    <g aria-hidden>
      {[...byDay].map(([index, moves]) =>
        index === -1 ? null : (
          <g key={index}>
            <line x1={scale.x(index)} x2={scale.x(index)} y1={MARGIN.top} y2={scale.y(0)} className="chart-move" />
            <circle cx={scale.x(index)} cy={MARGIN.top} r={3} className="chart-move-dot" />
            <title>{moves.map((move) => STAGE_LABELS[move.to]).join(', ')}</title>
          </g>
        ),
      )}
    </g>
  );
}

function Cursor({
  scale,
  day,
  index,
}: {
  readonly scale: Scale;
  readonly day: Day | undefined;
  readonly index: number;
}) {
  if (day === undefined) return null;
  return (
    <g aria-hidden>
      <line x1={scale.x(index)} x2={scale.x(index)} y1={MARGIN.top} y2={scale.y(0)} className="chart-cursor" />
      <circle cx={scale.x(index)} cy={scale.y(day.engagement)} r={4} className="chart-dot" />
    </g>
  );
}

interface ReadingProps {
  readonly day: Day | undefined;
  readonly before: Day | undefined;
  readonly left: number;
  readonly width: number;
}

function Reading({ day, before, left, width }: ReadingProps) {
  if (day === undefined) return null;
  const change = before === undefined ? 0 : day.engagement - before.engagement;
  return (
    <div
      className="chart-reading"
      style={left > width / 2 ? { right: width - left + 12 } : { left: left + 12 }}
      aria-hidden
    >
      <span className="faint">{date(day.at)}</span>
      <b className="num">
        {points(day.engagement)} · {day.combined}
      </b>
      <span className="num dim">
        interest {points(day.interest)}, intent {points(day.intent)}, fit {points(day.fit)}
      </span>
      {change === 0 ? null : (
        <span className={`num ${change > 0 ? 'good' : 'dim'}`}>
          {signedPoints(change)} {change > 0 ? 'by activity' : 'by decay'}
        </span>
      )}
    </div>
  );
}
