import { join } from 'node:path';
import { defaultSettings } from '../../../simulators/generator/settings';
import { writeDataset } from '../../../simulators/generator/write-dataset';
import { runCli } from '../../integration/cli/run-cli';
import type { FaultyInstance } from '../../integration/faults/instance';
import { signMessage } from '../../integration/harness/signed-message';
import { until } from '../../integration/servers/until';

const ROOT = join(__dirname, '..', '..', '..');
const HOUR_MS = 3_600_000;

/** A lead that asked for a demo a moment ago: an MQL with an owner, a clock and a task. */
export const ASKING = { name: 'Jane Doe', email: 'jane@bigsoft.example' };

/** Another one, who stays with sales. */
const STAYING = { email: 'max@bigsoft.example' };

const PROFILE = {
  first_name: 'Jane',
  last_name: 'Doe',
  company: 'Bigsoft',
  employees: 300,
  industry: 'software',
  country: 'US',
  seniority: 'vp',
  function: 'operations',
};

/** A year of made-up leads as back-fill, then one by the webhook who asks for a demo, and an activity that is refused. */
export async function fillWithLeads(instance: FaultyInstance, folder: string): Promise<void> {
  const settings = { ...defaultSettings(Date.now() - HOUR_MS), people: 140, companies: 60, activities: 3_500 };
  const { activities } = await writeDataset(settings, { folder, format: 'csv' });
  const mapping = join(ROOT, 'examples', 'generated', 'activities.yaml');
  const args = ['import', 'activities', activities, '--mapping', mapping, '--quiet'];
  const run = await runCli(args, { dataDir: instance.dataDir, clock: Date.now });
  if (run.status !== 0) throw new Error(`import: ${run.stderr}`);
  await send(instance, [
    visit('1', 'page_view', 3, { asset: '/pricing' }),
    visit('2', 'download', 2, { asset: 'guide' }),
    visit('3', 'demo_request', 0, { attributes: PROFILE }),
    visit('5', 'demo_request', 0, { lead: STAYING, attributes: { ...PROFILE, first_name: 'Max', last_name: 'Roe' } }),
    { id: '4', type: 'page_view', occurredAt: Date.now(), lead: { email: 'no address' } },
  ]);
  const { db } = instance;
  await until(async () => (await db().selectFrom('sla_clock').select('lead_id').execute()).length === 2);
  await until(async () => (await db().selectFrom('sync_error').select('id').execute()).length > 0);
  await until(async () => (await db().selectFrom('score_queue').select('lead_id').execute()).length === 0);
}

const visit = (id: string, type: string, hoursAgo: number, more: object) => ({
  id,
  type,
  occurredAt: Date.now() - hoursAgo * HOUR_MS - 1_000,
  lead: { email: ASKING.email },
  ...more,
});

/** Another visit of the lead that asks, while somebody looks. */
export const visitAgain = (instance: FaultyInstance, asset: string): Promise<void> =>
  send(instance, [visit(asset, 'page_view', 0, { asset })]);

async function send(instance: FaultyInstance, activities: readonly object[]): Promise<void> {
  const { headers, body } = signMessage({ secret: instance.webhookSecret, body: { activities } });
  const response = await fetch(`${instance.apiUrl}/webhooks/generic/events`, { method: 'POST', headers, body });
  if (response.status !== 202) throw new Error(`webhook: ${String(response.status)} ${await response.text()}`);
}
