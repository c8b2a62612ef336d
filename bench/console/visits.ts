import { SeededRandom } from '../../simulators/hubspot/random';

/** What a person at the console asks the API for on one screen, all at once. */
export interface Visit {
  readonly screen: string;
  readonly paths: readonly string[];
}

const SORTS = ['created', 'score', 'stage_since'];
const STAGES = ['subscriber', 'nurture', 'mql'];
const CELLS = ['A4', 'B4', 'B3', 'C2', 'D1'];
const GROUPS = ['due_soon', 'breached', 'met'];

/** How many screens a round has. */
export const SCREENS = 6;

/** Screens as people open them, without end. `leadIds` are those whose records are opened. */
export function* visits(options: {
  readonly leadIds: readonly string[];
  readonly leads: number;
  readonly seed: number;
}) {
  const random = new SeededRandom(options.seed);
  const one = (texts: readonly string[]): string => texts[random.integer(texts.length)] ?? '';
  for (;;) {
    yield { screen: 'today', paths: ['/api/today', '/api/leads/facets'] } satisfies Visit;
    const list = `limit=50&sort=${one(SORTS)}`;
    const filter = one([
      '',
      `&stage=${one(STAGES)}`,
      `&combined=${one(CELLS)}`,
      '&owner=ana',
      `&source=webinars&stage=${one(STAGES)}`,
      `&search=person${random.integer(options.leads)}`,
      `&search=${encodeURIComponent(`Company ${random.integer(5_003)}`)}`,
    ]);
    yield {
      screen: 'leads',
      paths: ['/api/leads/facets', `/api/leads?${list}${filter}`, `/api/leads/count?${filter.slice(1)}`],
    } satisfies Visit;
    const lead = `/api/leads/${one(options.leadIds)}`;
    yield {
      screen: 'lead',
      paths: [lead, `${lead}/why`, `${lead}/timeline?limit=50`, `${lead}/score-history`],
    } satisfies Visit;
    yield { screen: 'matrix', paths: ['/api/matrix', `/api/matrix?stage=${one(STAGES)}`] } satisfies Visit;
    yield { screen: 'sla', paths: ['/api/sla/summary', `/api/sla/clocks?group=${one(GROUPS)}`] } satisfies Visit;
    yield { screen: 'sync', paths: ['/api/sync/connections', '/api/sync/errors'] } satisfies Visit;
  }
}
