import {
  configurePortal,
  createApp,
  createPortal,
  createToken,
  expireToken,
  owners,
  portals,
  resetLimits,
  revokeToken,
  saveOwners,
} from './accounts';
import { addFault, clearFaults, pendingFaults, setRandomFaults } from './faults';
import { clearViolations, counters, resetCounters, violations } from './observation';
import { dump, findDuplicates, seed } from './records';
import { openTasks, repArchive, repCreate, repLog, repMerge, repRestore, repUpdate } from './rep';
import { advanceClock, getClock, resetClock, setClock } from './time';
import { configureWebhooks, sendWebhook, setSending, webhookStatus } from './webhooks';

/** The control plane: `POST /_simulator/{name}` with the input as JSON. */
export const operations = {
  ...{
    createPortal,
    portals,
    configurePortal,
    resetLimits,
    createApp,
    createToken,
    expireToken,
    revokeToken,
    saveOwners,
    owners,
  },
  ...{ getClock, setClock, advanceClock, resetClock },
  ...{ addFault, setRandomFaults, clearFaults, pendingFaults },
  ...{ seed, dump, findDuplicates },
  ...{ openTasks, repCreate, repLog, repUpdate, repArchive, repRestore, repMerge },
  ...{ counters, resetCounters, violations, clearViolations },
  ...{ configureWebhooks, setSending, webhookStatus, sendWebhook },
};

export type Operations = typeof operations;
