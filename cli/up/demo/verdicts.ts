import type { Chance, Weighted } from '../../../simulators/generator/chance';

const ACCEPTED_SHARE = 0.64;

/** What reps say of leads that they do not take, by how often they say it. */
const REASONS: Weighted<string> = [
  ['no_response', 30],
  ['not_now', 24],
  ['no_budget', 14],
  ['not_icp', 12],
  ['wrong_person', 9],
  ['score_wrong', 4],
  ['competitor', 3],
  ['student_job_seeker', 2],
];

/** What a made-up rep answers in `leadline_disposition`. */
export const drawVerdict = (chance: Chance): string =>
  chance.is(ACCEPTED_SHARE) ? 'accepted' : chance.weighted(REASONS);
