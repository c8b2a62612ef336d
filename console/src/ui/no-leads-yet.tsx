import { Users } from 'lucide-react';
import { Empty } from './states';

/** An instance that nothing has come into so far, and the ways in. */
export const NoLeadsYet = () => (
  <Empty icon={Users} title="No leads yet">
    Leads appear here as soon as the first activity comes in by a webhook or a CSV file is imported with{' '}
    <code className="mono">leadline import</code>.
  </Empty>
);
