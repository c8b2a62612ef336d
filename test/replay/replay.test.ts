import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { workflowBundle } from '../../worker/workflow-bundle';

const HISTORIES = join(__dirname, 'histories');

const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));
const sound = names.filter((name) => !name.startsWith('broken-'));
const broken = names.filter((name) => name.startsWith('broken-'));

async function replay(name: string): Promise<void> {
  const { codePath } = await workflowBundle(new DefaultLogger('ERROR'));
  const history: unknown = JSON.parse(readFileSync(join(HISTORIES, name), 'utf8'));
  const workflowId = name.replace('.json', '');
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, history, workflowId);
}

test('there are recorded histories, sound and broken', () => {
  expect(sound.length).toBeGreaterThanOrEqual(5);
  expect(broken.length).toBeGreaterThanOrEqual(1);
});

test.each(sound)('%s replays on the present code', async (name) => {
  await expect(replay(name)).resolves.toBeUndefined();
});

test.each(broken)('%s is noticed', async (name) => {
  await expect(replay(name)).rejects.toThrow(DeterminismViolationError);
});
