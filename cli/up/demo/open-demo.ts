import { join } from 'node:path';
import type { Clock } from '../../../domain/time';
import { HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import { openDatabase } from '../../../store/database';
import { readSecretBox } from '../../../store/secret-key-file';
import type { Instance } from '../instance';
import type { DemoState } from './demo-state';
import { startDemo, WEBSITE, type RunningDemo } from './run-demo';

/** Starts the demo on a running instance, with a small pool of its own. */
export async function openDemo(options: {
  readonly instance: Instance;
  readonly state: DemoState;
  readonly root: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly actor: string;
  readonly speed: number;
  readonly log: (line: string) => void;
}): Promise<RunningDemo> {
  const { instance, state, root, ...rest } = options;
  const { simulator } = instance;
  if (simulator === undefined) throw new Error('The workspace of the demo has a HubSpot that is simulated.');
  const { db } = openDatabase({ connectionString: instance.databaseUrl, maxConnections: 3 });
  const demo = startDemo({
    ...rest,
    db,
    state,
    secrets: { secretBox: await readSecretBox(instance.secretKeyFile), workspace: instance.workspace },
    webhookUrl: `${instance.apiUrl}/webhooks/generic/${WEBSITE}`,
    hubspot: { ...simulator, control: new HubspotSimulatorControl(simulator.url) },
    mappingsDir: join(root, 'examples', 'generated'),
  });
  return {
    stop: async () => {
      await demo.stop();
      await db.destroy();
    },
  };
}
