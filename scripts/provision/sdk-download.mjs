/**
 * Lets the Temporal SDK download one of its two servers into a folder, by starting and stopping it once:
 * `node sdk-download.mjs dev-server|time-skipping FOLDER`. A process of its own, so that it can be given up.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('Usage: sdk-download.mjs dev-server|time-skipping FOLDER');

/** @type {{ type: 'cached-download', downloadDir: string, ttl: '1 year' }} */
const executable = { type: 'cached-download', downloadDir, ttl: '1 year' };
const environment =
  kind === 'dev-server'
    ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
    : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
await environment.teardown();
