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
interface Before {
  readonly lastHandOffsAt?: number | null;
  readonly recentHandOffs?: number;
  readonly manyLeadsWait?: boolean;
}
const portion = (
  handOffs: DueWishes,
  refreshes: DueWishes = NONE,
  { lastHandOffsAt = null, recentHandOffs = handOffs.contacts, manyLeadsWait = false }: Before = {},
) => {
  const backlog: WishBacklog = { due: 1, oldestAt: null, nextAt: null, handOffs, refreshes };
  return portionOf(backlog, { now: NOW, lastHandOffsAt, recentHandOffs, manyLeadsWait });
};

describe('how much is taken up', () => {
  it.each([
    [
      'a hand-off that has just come waits for others a moment',
      due(1, { oldest: 0, newest: 0 }),
      NONE,
      { kind: 'wait', ms: 300 },
    ],
    ['and goes when none came', due(1, { oldest: 300, newest: 300 }, 1), NONE, { kind: 'take', contacts: 1, tasks: 1 }],
    ['while more keep coming they gather', due(4, { oldest: 800, newest: 20 }), NONE, { kind: 'wait', ms: 280 }],
    [
      'but not for long, while they are few enough to be called one by one',
      due(5, { oldest: 1_200, newest: 20 }),
      NONE,
      { kind: 'take', contacts: 5, tasks: 0 },
    ],
    ['a flood gathers for longer', due(150, { oldest: 29_900, newest: 20 }), NONE, { kind: 'wait', ms: 100 }],
    [
      'and then leaves the batch just begun to fill',
      due(250, { oldest: 30_000, newest: 20 }),
      NONE,
      { kind: 'take', contacts: 200, tasks: 0 },
    ],
    [
      'less than a batch goes as it is',
      due(60, { oldest: 30_000, newest: 20 }),
      NONE,
      { kind: 'take', contacts: 60, tasks: 0 },
    ],
    ['15 at once are a flood', due(15, { oldest: 900, newest: 400 }), NONE, { kind: 'wait', ms: 2_600 }],
    ['14 are not', due(14, { oldest: 900, newest: 400 }), NONE, { kind: 'take', contacts: 14, tasks: 0 }],
    [
      'a full page goes at once, and no more than a page',
      due(2_400, { oldest: 50, newest: 0 }),
      NONE,
      { kind: 'take', contacts: 1_000, tasks: 0 },
    ],
    ['refreshes are more patient', NONE, due(5, { oldest: 400, newest: 400 }), { kind: 'wait', ms: 1_100 }],
    ['many of them wait for more', NONE, due(100, { oldest: 59_900, newest: 20 }), { kind: 'wait', ms: 100 }],
    [
      'refreshes go along with hand-offs',
      due(5, { oldest: 400, newest: 400 }),
      due(70, { oldest: 100, newest: 100 }),
      { kind: 'take', contacts: 75, tasks: 0 },
    ],
  ])('%s', (_what, handOffs, refreshes, expected) => {
    expect(portion(handOffs, refreshes)).toEqual(expected);
  });

  it('gathers hand-offs that trickle in to a page a second', () => {
    const next = due(1, { oldest: 400, newest: 400 });
    expect(portion(next, NONE, { lastHandOffsAt: NOW - 600 })).toEqual({ kind: 'wait', ms: 400 });
    expect(portion(next, NONE, { lastHandOffsAt: NOW - 1_000 })).toEqual({ kind: 'take', contacts: 1, tasks: 0 });
  });

  it('leaves batches to fill while many have come lately, however few of them still wait', () => {
    const next = due(3, { oldest: 1_200, newest: 200 });
    expect(portion(next, NONE, { recentHandOffs: 14 })).toEqual({ kind: 'take', contacts: 3, tasks: 0 });
    expect(portion(next, NONE, { recentHandOffs: 15 })).toEqual({ kind: 'wait', ms: 2_800 });
    expect(portion(next, NONE, { manyLeadsWait: true })).toEqual({ kind: 'wait', ms: 2_800 });
  });
});
