/**
 * Makes the workflow bundle ahead of time, for an image whose file system is read-only and whose workers shall start at once:
 * `node --import tsx worker/prebuild-workflows.ts`.
 */
import { DefaultLogger } from '@temporalio/worker';
import { workflowBundle } from './workflow-bundle';

void workflowBundle(new DefaultLogger('WARN')).then(({ codePath }) => process.stdout.write(`${codePath}\n`));
