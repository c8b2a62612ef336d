import type { Database } from '../../../store/database';
import { YEAR_FILES } from './company';

/** Whether somebody has imported leads into the demo: from then on nothing is made up beside them. */
export async function hasOwnLeads(db: Database): Promise<boolean> {
  const files = YEAR_FILES.map((name) => `${name}.csv`);
  const own = await db.selectFrom('import_run').select('id').where('file_name', 'not in', files).limit(1).execute();
  return own.length > 0;
}
