import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { Page } from '../ui/page';
import { Empty } from '../ui/states';

export function NotFound() {
  return (
    <Page title="Not found">
      <Empty icon={Compass} title="There is no such page" action={<Link to="/today">Go to Today</Link>}>
        The address may be mistyped, or the page was moved.
      </Empty>
    </Page>
  );
}
