import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { YOU } from '../../../cli/up/demo/cast';
import { WEBSITE } from '../../../cli/up/demo/run-demo';
import { loadWorkspace } from '../../../config/workspace';
import { isBusinessTime } from '../../../lifecycle/business-time';
import { chooseRep } from '../../../lifecycle/routing';

const ROOT = join(__dirname, '..', '..', '..');
const DEMO = join(ROOT, 'examples', 'demo', 'workspace');
const reading = loadWorkspace(DEMO);
const lines = (folder: string, file: string): string[] => readFileSync(join(folder, file), 'utf8').split('\n').slice(1);

describe('the demo’s workspace', () => {
  it('is valid, and has the website that the demo plays', () => {
    expect(reading).toMatchObject({ ok: true });
    if (!reading.ok) return;
    expect(reading.workspace.connections.map(({ id }) => id)).toContain(WEBSITE);
  });

  it('scores by the default model, and differs from the default policy by an impatient clock and a higher cap', () => {
    expect(readFileSync(join(DEMO, 'scoring.yaml'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'workspace', 'scoring.yaml'), 'utf8'),
    );
    const [own, standard] = [lines(DEMO, 'lifecycle.yaml'), lines(join(ROOT, 'workspace'), 'lifecycle.yaml')];
    const added = own.filter((line) => !standard.includes(line));
    expect(added.map((line) => line.trim().slice(0, 22))).toEqual([
      "# The demo's own, for ",
      'P4: { for: [pql], firs',
      'P1: { for: [hand_raise',
      'max_new_mql_per_rep_da',
    ]);
    expect(standard.filter((line) => !own.includes(line))).toHaveLength(2);
  });

  it('has a team at work at any hour, and the first lead of America goes to whom the visitor plays', () => {
    if (!reading.ok) throw new Error('not valid');
    const { team, policy } = reading.workspace;
    const night = Date.UTC(2026, 4, 3, 3);
    expect(team.reps.filter(({ calendar }) => !isBusinessTime(calendar, night))).toEqual([]);
    const decision = { combined: 'A4', grade: 'A', level: 4 } as never; // routing reads the attributes and the role only
    const routing = chooseRep(policy, team, {
      attributes: { country: 'US' },
      decision,
      settledAt: null,
      exclude: [],
      asOf: night,
      lastRepIds: {},
      newToday: {},
    });
    expect(routing).toMatchObject({ kind: 'assigned', repId: YOU });
  });
});
