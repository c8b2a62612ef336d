import { Button } from '@mantine/core';
import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react';
import { count } from '../../words/points';
import { PAGE_SIZE, type useListState } from './list-state';

interface PagerProps {
  readonly list: ReturnType<typeof useListState>;
  readonly shown: number;
  readonly total: number | undefined;
  readonly nextCursor: string | null;
}

/** Pages by position: page 2,000 costs what page 1 costs, and leads that arrive meanwhile shift nothing. */
export function Pager({ list, shown, total, nextCursor }: PagerProps) {
  const { trail, cursor, goTo } = list;
  const first = trail === null ? null : trail.length * PAGE_SIZE + 1;
  const of = total === undefined ? '' : ` of ${count(total)}`;
  return (
    <nav className="pager" aria-label="Pages">
      <span className="dim num">
        {first === null ? `${count(shown)} leads${of}` : `${count(first)}–${count(first + shown - 1)}${of}`}
      </span>
      <span className="pager-buttons">
        <Button
          disabled={cursor === null}
          onClick={() => goTo(null, [])}
          leftSection={<ChevronsLeft size={14} aria-hidden />}
        >
          First
        </Button>
        <Button
          disabled={trail === null || trail.length === 0}
          onClick={() => trail !== null && goTo(trail.at(-1) ?? null, trail.slice(0, -1))}
          leftSection={<ChevronLeft size={14} aria-hidden />}
        >
          Previous
        </Button>
        <Button
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && goTo(nextCursor, [...(trail ?? []), cursor])}
          rightSection={<ChevronRight size={14} aria-hidden />}
        >
          Next
        </Button>
      </span>
    </nav>
  );
}
