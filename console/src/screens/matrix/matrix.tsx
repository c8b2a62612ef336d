import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { matrix as matrixQuery } from '../../api/board-queries';
import { FilterMenu } from '../../ui/filter-menu';
import { Page } from '../../ui/page';
import { StageBadge } from '../../ui/stage-badge';
import { Failed, Loading } from '../../ui/states';
import { STAGE_LABELS, STAGES } from '../../words/labels';
import { count } from '../../words/points';
import { HeatMap } from './heat-map';
import { ZoneLegend } from './zone-legend';
import './matrix.css';

const CHOICES = STAGES.map((stage) => ({
  value: stage,
  label: STAGE_LABELS[stage],
  shown: <StageBadge stage={stage} />,
}));

/** How many leads stand in each cell of fit × activity. */
export function Matrix() {
  const [params, setParams] = useSearchParams();
  const stages = STAGES.filter((stage) => params.getAll('stage').includes(stage));
  const [best, setBest] = useLocalStorage<'A4' | 'A1'>({ key: 'leadline.best', defaultValue: 'A4' });
  const matrix = useQuery(matrixQuery(stages));
  return (
    <Page
      title="Matrix"
      about={matrix.data === undefined ? ' ' : `${count(matrix.data.total)} leads by fit and activity`}
      actions={
        <>
          <FilterMenu
            label="Stage"
            choices={CHOICES}
            chosen={stages}
            onChange={(chosen) => setParams(new URLSearchParams(chosen.map((stage) => ['stage', stage])))}
          />
          <SegmentedControl
            size="xs"
            aria-label="How the best cell is called"
            value={best}
            onChange={setBest}
            data={[
              { value: 'A4', label: 'A4 is best' },
              { value: 'A1', label: 'A1 is best' },
            ]}
          />
        </>
      }
    >
      {matrix.isPending ? <Loading lines={8} height={40} /> : null}
      {matrix.isError ? <Failed error={matrix.error} retry={() => void matrix.refetch()} /> : null}
      {matrix.data === undefined ? null : (
        <div className="matrix-columns">
          <HeatMap matrix={matrix.data} turned={best === 'A1'} stages={stages} />
          <ZoneLegend matrix={matrix.data} turned={best === 'A1'} />
        </div>
      )}
    </Page>
  );
}
