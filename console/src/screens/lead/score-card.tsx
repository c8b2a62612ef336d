import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { scoreHistory } from '../../api/lead-queries';
import { Failed, Loading } from '../../ui/states';
import { ScoreChart } from './score-chart';

const PERIODS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
];

interface ScoreCardProps {
  readonly leadId: string;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
}

/** The score day by day. A chosen day is what the explanation below is about. */
export function ScoreCard({ leadId, at, onAt }: ScoreCardProps) {
  const [days, setDays] = useState('90');
  const history = useQuery(scoreHistory(leadId, Number(days)));
  return (
    <section className="card" aria-label="Score over time">
      <div className="card-head">
        <h2>Score over time</h2>
        <SegmentedControl size="xs" data={PERIODS} value={days} onChange={setDays} aria-label="Period" />
      </div>
      <div className="chart-body">
        {history.isPending ? <Loading lines={4} height={24} /> : null}
        {history.isError ? <Failed error={history.error} retry={() => void history.refetch()} /> : null}
        {history.data === undefined ? null : <ScoreChart history={history.data} at={at} onAt={onAt} />}
      </div>
    </section>
  );
}
