import { portionOf } from '../../../pipeline/crm/linger';
import type { DueWishes, WishBacklog } from '../../../store/crm-wish-backlog';

const NOW = 1_000_000;
const NONE: DueWishes = { contacts: 0, tasks: 0, oldestAt: null, newestAt: null };
const due = (contacts: number, ages: { oldest: number; newest: number }, tasks = 0): DueWishes => ({
  contacts,
  tasks,
  oldestAt: NOW - ages.oldest,
  newestAt: NOW - ages.newest,
});
const backlog = (handOffs: DueWishes, refreshes: DueWishes = NONE): WishBacklog => ({
  due: 1,
  oldestAt: null,
  nextAt: null,
  handOffs,
  refreshes,
});
const portion = (handOffs: DueWishes, refreshes: DueWishes = NONE) => portionOf(backlog(handOffs, refreshes), NOW);

describe('how much is taken up', () => {
  it.each([
    [
      'a hand-off that has just come waits for others a moment',
      due(1, { oldest: 0, newest: 0 }),
      NONE,
      { kind: 'wait', ms: 300 },
    ],
    ['and goes when none came', due(1, { oldest: 300, newest: 300 }, 1), NONE, { kind: 'take', contacts: 1, tasks: 1 }],
    ['while more keep coming they gather', due(150, { oldest: 5_000, newest: 20 }), NONE, { kind: 'wait', ms: 280 }],
    [
      'but not for long, and the batch just begun is left to fill',
      due(250, { oldest: 8_000, newest: 20 }),
      NONE,
      { kind: 'take', contacts: 200, tasks: 0 },
    ],
    [
      'less than a batch goes as it is',
      due(40, { oldest: 8_000, newest: 20 }),
      NONE,
      { kind: 'take', contacts: 40, tasks: 0 },
    ],
    [
      'a full page goes at once, and no more than a page',
      due(2_400, { oldest: 50, newest: 0 }),
      NONE,
      { kind: 'take', contacts: 1_000, tasks: 0 },
    ],
    ['refreshes are more patient', NONE, due(5, { oldest: 400, newest: 400 }), { kind: 'wait', ms: 1_100 }],
    [
      'refreshes go along with hand-offs',
      due(30, { oldest: 400, newest: 400 }),
      due(70, { oldest: 100, newest: 100 }),
      { kind: 'take', contacts: 100, tasks: 0 },
    ],
  ])('%s', (_what, handOffs, refreshes, expected) => {
    expect(portion(handOffs, refreshes)).toEqual(expected);
  });
});
