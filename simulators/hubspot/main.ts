import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stopSignal } from '../../host/stop-signal';
import { startHubspotSimulator } from './simulator';

/** Starts the simulator as a process; prints one JSON line with its address when it is ready. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      'client-secret-file': { type: 'string' },
      'validate-traffic': { type: 'boolean', default: false },
    },
  });
  const dataDir = values['data-dir'];
  if (dataDir === undefined) throw new Error('Say where to keep the state: --data-dir DIRECTORY');
  const secretFile = values['client-secret-file'];
  const simulator = await startHubspotSimulator({
    dataDir,
    port: wholeNumber('port', values.port),
    seed: wholeNumber('seed', values.seed),
    validateTraffic: values['validate-traffic'],
    ...(secretFile !== undefined && { clientSecret: readFileSync(secretFile, 'utf8').trim() }),
    onLog: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
  });
  process.stdout.write(`${JSON.stringify({ ready: true, url: simulator.baseUrl, pid: process.pid })}\n`);
  await stopSignal(process.env);
  await simulator.stop();
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}"`);
  return Number(text);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().then(() => process.exit(0), fail);
